/// A TCP segment in the words of `tcpdump -S`, ports left out.
public struct TCPSummary: Hashable, Sendable, CustomStringConvertible {
  private let header: TCPHeader
  private let payloadCount: Int

  /// The summary of a segment with this header and `payloadCount` octets behind it.
  public init(_ header: TCPHeader, payloadCount: Int) {
    self.header = header
    self.payloadCount = payloadCount
  }

  /// `Flags [S.], seq 7, ack 1, win 65535, options [mss 1460], length 0`.
  ///
  /// The sequence number is left out of a segment that takes no sequence space and is no reset.
  public var description: String {
    var parts = ["Flags [\(flags)]"]
    if payloadCount > 0 {
      parts.append("seq \(header.sequence):\(header.sequence + payloadCount)")
    } else if header.control != .none {
      parts.append("seq \(header.sequence)")
    }
    if let acknowledgment = header.acknowledgment { parts.append("ack \(acknowledgment)") }
    parts.append("win \(header.window)")
    if header.flags.contains(.urgent) { parts.append("urg \(header.urgentPointer)") }
    if !header.options.isEmpty { parts.append("options [\(options)]") }
    return parts.joined(separator: ", ") + ", length \(payloadCount)"
  }

  /// The letters tcpdump writes, lowest bit first, ACK as a dot; `none` without any.
  public var flags: String {
    let letters: [(TCPFlags, String)] = [
      (.finish, "F"), (.synchronize, "S"), (.reset, "R"), (.push, "P"), (.acknowledgment, "."), (.urgent, "U"),
      (.congestionEcho, "E"), (.windowReduced, "W"), (.accurateECN, "e"),
    ]
    let set = letters.filter { header.flags.contains($0.0) }.map(\.1)
    return set.isEmpty ? "none" : set.joined()
  }

  /// The options in their order, between commas; `[bad opt]` where the list breaks.
  public var options: String {
    let words = header.options.readable.map(word)
    return (words + (header.options.error == nil ? [] : ["[bad opt]"])).joined(separator: ",")
  }

  private func word(_ option: TCPOption) -> String {
    switch option {
    case .endOfList: return "eol"
    case .noOperation: return "nop"
    case .maximumSegmentSize(let octets): return "mss \(octets)"
    case .windowScale(let shift): return "wscale \(shift)"
    case .selectiveAcknowledgmentPermitted: return "sackOK"
    case .selectiveAcknowledgment(let blocks):
      return "sack \(blocks.count) " + blocks.map { "{\($0.leftEdge):\($0.rightEdge)}" }.joined()
    case .timestamps(let timestamps): return "TS val \(timestamps.value) ecr \(timestamps.echoReply)"
    case .md5Signature(let signature): return "md5 " + hexadecimal(signature.high) + hexadecimal(signature.low)
    case .authentication(let authentication):
      return "tcp-ao keyid \(authentication.key) rnextkeyid \(authentication.nextReceiveKey)"
        + hexadecimal(" mac 0x", authentication.code)
    case .fastOpenCookie(let cookie):
      return cookie.isRequest ? "tfo  cookiereq" : hexadecimal("tfo  cookie ", cookie.octets)
    case .other(let kind, let octets): return "unknown-\(kind)" + hexadecimal(" 0x", octets)
    }
  }

  /// Nothing without octets.
  private func hexadecimal(_ prefix: String, _ octets: InlineOctets) -> String {
    octets.isEmpty ? "" : prefix + octets.array.map(hexadecimal).joined()
  }

  private func hexadecimal(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private func hexadecimal(_ octet: UInt8) -> String { (octet < 16 ? "0" : "") + String(octet, radix: 16) }
}
