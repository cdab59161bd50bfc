import PacketCodec

@testable import UStack

/// A segment in one line, with numbers relative to where each side began:
///
///     S. 0:0(0) ack 1 win 1000 <mss 1460,sackOK>
///     P. 1:6(5) ack 1
///
/// Flags are letters (S F R P U E W, and a dot for ACK); then first place, end, and octets of text; then, where it
/// matters, `ack`, `win`, `urg`, and options.
struct SegmentLine: Equatable {
  var flags: TCPFlags
  var sequence: Int
  var count: Int
  var acknowledgment: Int?
  var window: Int?
  var urgent: Int?
  var options: [String] = []

  /// - Parameter text: a line as above; anything else traps, for it is the test's mistake.
  init(_ text: String) {
    var words = text.split(separator: " ").map(String.init)
    if let start = words.firstIndex(where: { $0.hasPrefix("<") }) {
      let all = words[start...].joined(separator: " ").dropFirst().dropLast()
      options = all.split(separator: ",").map(String.init)
      words.removeSubrange(start...)
    }
    flags = Self.flags(words.removeFirst())
    let place = words.removeFirst().split { ":()".contains($0) }.map { Int($0)! }
    sequence = place[0]
    count = place[2]
    precondition(place[1] == place[0] + place[2], "\(text): the end does not fit")
    while words.count > 1 {
      let key = words.removeFirst()
      let value = Int(words.removeFirst())!
      switch key {
      case "ack": acknowledgment = value
      case "win": window = value
      case "urg": urgent = value
      default: preconditionFailure("\(text): \(key)")
      }
    }
    precondition(words.isEmpty, "\(text): \(words)")
  }

  private static let letters: [(Character, TCPFlags)] = [
    ("S", .synchronize), ("F", .finish), ("R", .reset), ("P", .push), ("U", .urgent), ("E", .congestionEcho),
    ("W", .windowReduced), (".", .acknowledgment),
  ]

  private static func flags(_ text: String) -> TCPFlags {
    text.reduce(into: []) { flags, letter in
      flags.formUnion(letters.first { $0.0 == letter }!.1)
    }
  }

  static func text(_ flags: TCPFlags) -> String {
    String(letters.filter { flags.contains($0.1) }.map(\.0))
  }
}

extension SegmentLine {
  /// The options by their names.
  func header(from sender: SequenceNumber, acknowledging receiver: SequenceNumber, ports: (UInt16, UInt16)) -> TCPHeader
  {
    var header = TCPHeader(
      sourcePort: ports.0, destinationPort: ports.1, sequence: sender + sequence,
      acknowledgment: acknowledgment.map { receiver + $0 }, flags: flags, window: UInt16(window ?? 65_535),
      urgentPointer: UInt16(urgent ?? 0))
    for option in options { header.options.append(Self.option(option, receiver)) }
    return header
  }

  /// A cookie by its hexadecimal digits.
  private static func fastOpen(_ digits: String, isExperimental: Bool) -> TCPOption {
    let digits = Array(digits)
    let octets = stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0 ... $0 + 1]), radix: 16)! }
    return FastOpenOption(FastOpenCookie(InlineOctets(octets.span.bytes))!, isExperimental: isExperimental).option
  }

  private static func option(_ text: String, _ receiver: SequenceNumber) -> TCPOption {
    let words = text.split(separator: " ").map(String.init)
    switch words[0] {
    case "mss": return .maximumSegmentSize(UInt16(words[1])!)
    case "wscale": return .windowScale(UInt8(words[1])!)
    case "sackOK": return .selectiveAcknowledgmentPermitted
    case "nop": return .noOperation
    case "eol": return .endOfList
    case "kind":
      let octets = [UInt8](repeating: 0xEE, count: Int(words[2])! - 2)
      return .other(kind: UInt8(words[1])!, octets: InlineOctets(octets.span.bytes))
    case "TS": return .timestamps(TCPTimestamps(value: UInt32(words[2])!, echoReply: UInt32(words[4])!))
    case "sack":
      var blocks = SACKBlocks()
      for word in words.dropFirst() {
        let edges = word.split(separator: ":").map { Int($0)! }
        blocks.append(SACKBlock(leftEdge: receiver + edges[0], rightEdge: receiver + edges[1]))
      }
      return .selectiveAcknowledgment(blocks)
    case "FO", "FOEXP": return fastOpen(words.count > 1 ? words[1] : "", isExperimental: words[0] == "FOEXP")
    default: preconditionFailure("option \(text)")
    }
  }
}
