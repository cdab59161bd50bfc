import Testing

/// The workspace as an outside project gets it: what git would commit now, under the tag 0.1.0.
struct PublishedWorkspace {
  /// One for all tests that leave it as it is.
  static let shared = Result { try PublishedWorkspace() }

  private let folder: TemporaryFolder

  /// A checkout, for who takes it by path.
  var checkout: String { "\(folder.path)/tcplab" }
  /// A repository, for who takes it by URL.
  var url: String { "file://\(folder.path)/tcplab.git" }

  init() throws {
    folder = try TemporaryFolder()
    // The checkout may belong to another user than the one who runs the tests.
    let ours = "git -c safe.directory='*' -C '\(ThisWorkspace.root)'"
    let theirs = "git -C '\(folder.path)/tcplab' -c user.name=tcplab -c user.email=tcplab@localhost"
    _ = try Command(
      "sh", "-ec",
      """
      mkdir '\(folder.path)/tcplab'
      \(ours) ls-files --cached --deduplicate -z > '\(folder.path)/names'
      tar --create --directory '\(ThisWorkspace.root)' --ignore-failed-read --null --files-from '\(folder.path)/names' |
        tar --extract --directory '\(folder.path)/tcplab'
      \(theirs) init --quiet
      \(theirs) add --all
      \(theirs) commit --quiet --message 'The tree as it stands'
      \(theirs) tag 0.1.0
      git clone --quiet --bare '\(folder.path)/tcplab' '\(folder.path)/tcplab.git'
      """
    ).succeed()
  }
}
