internal import PacketCodec

extension ConversationStep {
  /// Whether the segment has these flags, and maybe others.
  func has(_ flags: TCPFlags) -> Bool { segment.header.flags.isSuperset(of: flags) }

  /// The place behind its payload: that of its FIN, if it has one.
  var payloadEnd: Int64 { payloadPlace + Int64(segment.payloadCount) }
}
