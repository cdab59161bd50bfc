import PacketCodec

/// A checksum that a sender left to its card: so far the field holds the sum of the pseudo-header.
enum PartialChecksum {
  /// Finishes it, so that what happens to the frame afterwards can be told by it.
  ///
  /// - Parameters:
  ///   - start: where the range begins, up to the frame's end.
  ///   - place: where the checksum belongs. A place outside the frame changes nothing.
  static func finish(_ frame: inout MutableRawSpan, _ start: Int, at place: Int) {
    guard start <= place, place + 2 <= frame.byteCount else { return }
    var sum = InternetChecksum()
    sum.add(frame.bytes.extracting(start...))
    // Zero would say that UDP has no checksum (RFC 768).
    let value = sum.value == 0 ? .max : sum.value
    frame.storeBytes(of: value.bigEndian, toByteOffset: place, as: UInt16.self)
  }
}
