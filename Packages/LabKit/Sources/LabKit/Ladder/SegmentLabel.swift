internal import PacketCodec

/// What stands on the arrow of a segment: flags, and numbers counted from the connection's start.
enum SegmentLabel {
  /// Flags and numbers alone.
  static func brief(_ step: ConversationStep) -> String {
    var words = [flags(step.segment.header.flags), "seq \(step.sequence)"]
    if let acknowledgment = step.acknowledgment { words.append("ack \(acknowledgment)") }
    if step.segment.payloadCount > 0 { words.append("len \(step.segment.payloadCount)") }
    return words.joined(separator: " ")
  }

  /// What a SYN says besides: its window and what it offers.
  static func details(_ step: ConversationStep) -> String {
    guard step.has(.synchronize) else { return "" }
    let header = step.segment.header
    return (["win \(header.window)"] + options(header.options)).joined(separator: " ")
  }

  /// Their names.
  static func flags(_ flags: TCPFlags) -> String {
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
