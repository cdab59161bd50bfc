internal import Glibc

/// Texts as execve(2) takes them: a vector of C strings with NULL at its end, owned and freed together.
struct CStrings: ~Copyable {
  /// The vector, as long as `self` lives.
  let vector: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  /// Copies the texts. A NUL inside one ends it there.
  init(_ texts: [String]) { self.init(copies: texts.map { strdup($0) }) }

  /// An environment.
  ///
  /// - Parameters:
  ///   - texts: "NAME=value"; nil copies ours as it is, which need not be UTF-8.
  ///   - changes: more of them, instead of those with the same name.
  init(environment texts: [String]?, changedBy changes: [String]) {
    var copies = texts.map { $0.map { strdup($0) } } ?? Self.ours()
    for change in changes {
      let name = Array(change.utf8CString.prefix { $0 != 0x3D }) + [0x3D]
      let (changed, others) = (copies.filter { Self.has($0, name) }, copies.filter { !Self.has($0, name) })
      for text in changed { free(text) }
      copies = others + [strdup(change)]
    }
    self.init(copies: copies)
  }

  private init(copies: [UnsafeMutablePointer<CChar>?]) {
    vector = .allocate(capacity: copies.count + 1)
    for (index, text) in copies.enumerated() { (vector + index).initialize(to: text) }
    (vector + copies.count).initialize(to: nil)
  }

  deinit {
    var next = vector
    while let text = next.pointee {
      free(text)
      next += 1
    }
    vector.deallocate()
  }

  /// The first text, or NULL when there is none.
  var first: UnsafeMutablePointer<CChar>? { vector.pointee }

  private static func ours() -> [UnsafeMutablePointer<CChar>?] {
    var copies: [UnsafeMutablePointer<CChar>?] = []
    while let text = environ[copies.count] { copies.append(strdup(text)) }
    return copies
  }

  private static func has(_ text: UnsafeMutablePointer<CChar>?, _ prefix: [CChar]) -> Bool {
    strncmp(text!, prefix, prefix.count) == 0
  }
}
