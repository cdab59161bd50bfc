/// The answers of `--line`: each line comes back with "ECHO: " before it, and with its own ending.
///
/// Nothing waits for the end of a line: the prefix goes before its first octet, the rest passes as it comes. So a line
/// may be of any length and costs nothing, and a last line without an ending is answered like the others.
struct LineEcho {
  static let prefix = Array("ECHO: ".utf8)

  private var isAtLineStart = true

  /// The most octets one octet can become: the prefix, and itself.
  static let growth = prefix.count + 1

  /// Answers the stream's next octets.
  ///
  /// - Parameter reply: replaced; at most `growth` times as long as `octets`.
  mutating func answer(_ octets: UnsafeRawBufferPointer, into reply: inout [UInt8]) {
    reply.removeAll(keepingCapacity: true)
    var rest = octets[...]
    while !rest.isEmpty {
      if isAtLineStart { reply += Self.prefix }
      let end = rest.firstIndex(of: UInt8(ascii: "\n"))
      let line = end.map { rest[...$0] } ?? rest
      reply += line
      isAtLineStart = end != nil
      rest = rest[line.endIndex...]
    }
  }
}
