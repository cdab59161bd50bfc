/// A descriptor as strace(1) writes it with -yy: its number, and what is behind it.
struct StraceDescriptor {
  var number: Int
  /// Without the angle brackets; nil where strace says nothing of it.
  var annotation: ArraySlice<UInt8>?

  /// - Returns: nil for any other argument; a number alone may be one.
  init?(_ text: ArraySlice<UInt8>) {
    var rest = text
    guard let number = rest.takeNumber() else { return nil }
    self.number = number
    if rest.isEmpty { return }
    // What may follow it says that its file was deleted.
    guard rest.first == UInt8(ascii: "<"), let end = StraceScanner.endOfAnnotation(rest) else { return nil }
    annotation = rest[(rest.startIndex + 1) ..< end]
  }

  var ends: TracedEnds? { annotation.flatMap { TracedEnds(annotation: $0) } }

  /// Whether it is a TCP socket, or nothing says that it is not.
  var isTCP: Bool { annotation.map { $0.starts(with: "TCP".utf8) } ?? true }
}
