internal import PacketCodec

extension CapturedWire {
  /// The capture as a pcapng file, each frame of a conversation with a sentence on what it does, so that whoever opens
  /// it in another program reads the same story.
  ///
  /// - Parameters:
  ///   - conversations: those whose frames are commented.
  ///   - note: a comment on the file.
  public func annotated(_ conversations: [Conversation], note: String) -> [UInt8] {
    var frames = frames
    for conversation in conversations {
      for (step, sentence) in zip(conversation.steps, StepComment.all(of: conversation))
      where frames.indices.contains(step.packetNumber &- 1) {
        frames[step.packetNumber - 1].comments.append(sentence)
      }
    }
    var writer = PcapNGWriter(application: "tcplab", comments: [note] + comments)
    for interface in interfaces { _ = writer.append(interface) }
    for frame in frames { writer.append(frame) }
    for (index, interface) in interfaces.enumerated() {
      guard let statistics = interface.statistics else { continue }
      writer.append(
        statistics, interfaceIndex: index, timestampNanoseconds: frames.last?.timestampNanoseconds ?? 0)
    }
    return writer.octets
  }
}
