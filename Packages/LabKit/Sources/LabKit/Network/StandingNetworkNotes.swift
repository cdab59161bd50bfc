internal import Glibc
internal import SocketKit
public import ToolKit

/// The notes on networks that stay: a file each, in a folder that is this user's alone.
public struct StandingNetworkNotes: Sendable {
  private let folder: String

  /// A note is a few hundred octets; whatever is longer is none.
  private static let noteMax = 64 * 1024

  /// Finds or makes the folder: /run/tcplab for root, else below XDG_RUNTIME_DIR, else /tmp/tcplab-UID.
  ///
  /// - Throws: 77 when the folder is another user's: what stands in it would be obeyed.
  public init() throws(Failure) {
    let user = geteuid()
    if user == 0 {
      try self.init(folder: "/run/tcplab")
    } else if let runtime = getenv("XDG_RUNTIME_DIR") {
      try self.init(folder: String(cString: runtime) + "/tcplab")
    } else {
      try self.init(folder: "/tmp/tcplab-\(user)")
    }
  }

  /// Finds or makes this folder.
  init(folder: String) throws(Failure) {
    self.folder = folder
    mkdir(folder, 0o700)
    var status = stat()
    guard lstat(folder, &status) == 0 else { throw Failure(.inputOutput, "\(folder): \(Errno.last)") }
    guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
      throw Failure(.noPermission, "\(folder): not a folder that only this user may write to")
    }
  }

  /// The networks that are up, by name. Notes whose keeper is gone are removed.
  public func all() throws(Failure) -> [StandingNetwork] {
    do throws(Errno) {
      return try alone { () throws(Errno) in
        try Files.names(in: folder).compactMap { name in
          guard let network = network(notedAt: name) else { return nil }
          if network.isUp { return network }
          unlink(path(name))
          return nil
        }
      }
    } catch {
      throw Failure(.inputOutput, "\(folder): \(error)")
    }
  }

  /// Notes a network.
  ///
  /// What stands in the note's place and is none of a network that is up, as what a full disk or an older lab-net left,
  /// gives way: it would keep the name for ever.
  ///
  /// - Throws: 1 when one of its name is up, 74 when the note cannot be written.
  func write(_ network: StandingNetwork) throws(Failure) {
    let isFree: Bool
    do throws(Errno) {
      isFree = try alone { () throws(Errno) in
        guard self.network(notedAt: network.name)?.isUp != true else { return false }
        try put("\(network.note)\n", at: network.name)
        return true
      }
    } catch {
      throw Failure(.inputOutput, "\(path(network.name)): \(error)")
    }
    guard isFree else { throw Failure(.negative, "a network called \(network.name) is up already") }
  }

  /// Forgets a network.
  func remove(_ name: String) { unlink(path(name)) }
}

extension StandingNetworkNotes {
  /// What a note is called until all of it is there. No network is: a host's name begins with a letter.
  private static let draft = ".draft"

  private func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// Does something while nobody else looks for notes or writes one.
  private func alone<Result>(_ body: () throws(Errno) -> Result) throws(Errno) -> Result {
    let turn = try FileDescriptor.open(folder, .read)
    let number = turn.rawValue
    _ = try SystemCall.run("flock", on: number, "LOCK_EX") { flock(number, LOCK_EX) }
    let result = try body()
    try turn.close()
    return result
  }

  /// The network whose note has this name; nil when it is none.
  private func network(notedAt name: String) -> StandingNetwork? {
    guard isFile(path(name)), let octets = try? FileDescriptor.contents(of: path(name), limit: Self.noteMax),
      let network = StandingNetwork(note: octets), network.name == name
    else { return nil }
    return network
  }

  /// Whether it is what `write` makes: opening a fifo would wait for its other end.
  private func isFile(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whoever is killed within leaves all of the note or none, and perhaps a draft, which the next one removes.
  private func put(_ note: String, at name: String) throws(Errno) {
    let draft = path(Self.draft)
    // Not overwritten: it may be a note's other name.
    try clear(draft)
    defer { unlink(draft) }
    let file = try FileDescriptor.open(draft, .create)
    try file.writeAll(Array(note.utf8).span.bytes)
    try file.close()
    try clear(path(name))
    _ = try SystemCall.run("link", "\(draft), \(path(name))") { link(draft, path(name)) }
  }

  private func clear(_ path: String) throws(Errno) {
    do throws(Errno) {
      _ = try SystemCall.run("unlink", path) { unlink(path) }
    } catch {
      guard error == .noSuchFile else { throw error }
    }
  }
}
