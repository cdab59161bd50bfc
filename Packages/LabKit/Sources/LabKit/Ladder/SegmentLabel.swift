internal import PacketCodec

/// What stands on the arrow of a segment: flags, numbers counted from the connection's start, and what is remarkable.
enum SegmentLabel {
  static func text(_ step: ConversationStep) -> String {
    let header = step.segment.header
    var words = [brief(step)]
    if header.flags.contains(.synchronize) {
      words.append("win \(header.window)")
      words += options(header.options)
    }
    words += step.marks.map { $0.rawValue.uppercased() }.sorted()
    return words.joined(separator: " ")
  }

  /// Flags and numbers alone.
  static func brief(_ step: ConversationStep) -> String {
    var words = [flags(step.segment.header.flags), "seq \(step.sequence)"]
    if let acknowledgment = step.acknowledgment { words.append("ack \(acknowledgment)") }
    if step.segment.payloadCount > 0 { words.append("len \(step.segment.payloadCount)") }
    return words.joined(separator: " ")
  }

  private static func flags(_ flags: TCPFlags) -> String {
    let names: [(TCPFlags, String)] = [
      (.synchronize, "SYN"), (.finish, "FIN"), (.reset, "RST"), (.push, "PSH"), (.acknowledgment, "ACK"),
      (.urgent, "URG"), (.congestionEcho, "ECE"), (.windowReduced, "CWR"),
    ]
    let set = names.filter { flags.contains($0.0) }.map(\.1)
    return set.isEmpty ? "no flags" : set.joined(separator: " ")
  }

  private static func options(_ options: TCPOptions) -> [String] {
    var words: [String] = []
    if let size = options.maximumSegmentSize { words.append("mss \(size)") }
    if let scale = options.windowScale { words.append("ws \(scale)") }
    if options.isSelectiveAcknowledgmentPermitted { words.append("sackOK") }
    return words
  }
}
