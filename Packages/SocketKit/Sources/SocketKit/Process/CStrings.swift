internal import Glibc

/// Texts as execve(2) takes them: a vector of C strings with NULL at its end, owned and freed together.
struct CStrings: ~Copyable {
  /// The vector, as long as `self` lives.
  let vector: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  /// Copies the texts. A NUL inside one ends it there.
  init(_ texts: [String]) {
    vector = .allocate(capacity: texts.count + 1)
    for (index, text) in texts.enumerated() { (vector + index).initialize(to: strdup(text)) }
    (vector + texts.count).initialize(to: nil)
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
}
