public import PacketCodec
internal import SocketKit

/// A capture in memory: its frames, and what they were captured from.
public struct CapturedWire: Sendable {
  /// In the file's order.
  public internal(set) var frames: [CapturedFrame] = []
  /// By `CapturedFrame.interfaceIndex`.
  public internal(set) var interfaces: [CaptureInterface] = []
  /// The file's own comments.
  public internal(set) var comments: [String] = []

  /// The most frames taken: a gigabyte of memory at 1514 octets each. A longer capture is to be filtered first.
  public static let framesMax = 700_000

  /// Frames that the kernel lost because the capture was slow, on all interfaces; held at Int's end, for a file may say
  /// anything.
  var framesDropped: Int {
    interfaces.reduce(0) { sum, interface in
      let (more, overflow) = sum.addingReportingOverflow(Int(clamping: interface.statistics?.droppedByKernel ?? 0))
      return overflow ? .max : more
    }
  }

  /// An empty capture, to be filled by `CapturedWireReader`.
  init() {}

  /// The frames as events of a timeline.
  ///
  /// - Parameters:
  ///   - clock: lays the frames' wall-clock time on the monotonic clock.
  ///   - tool: who captured them.
  public func events(clock: ClockOffset, tool: String = "capture") -> [TimelineEvent] {
    frames.enumerated().map { index, frame in
      TimelineEvent(
        monotonicNanoseconds: frame.timestampNanoseconds &- clock.nanoseconds,
        realtimeNanoseconds: frame.timestampNanoseconds, tool: tool, happening: .packet(packet(index, frame)))
    }
  }

  private func packet(_ index: Int, _ frame: CapturedFrame) -> PacketSeen {
    PacketSeen(number: index + 1, decode(frame), octetCount: frame.originalCount)
  }

  private func decode(_ frame: CapturedFrame) -> DecodedFrame {
    let linkType = frame.interfaceIndex < interfaces.count ? interfaces[frame.interfaceIndex].linkType : .ethernet
    return DecodedFrame(frame.octets.span.bytes, linkType: linkType)
  }

  /// The payloads of a conversation, put together. Steps that are not of this capture have none.
  public func streams(of conversation: Conversation) -> StreamPair {
    var pair = StreamPair()
    // In the order of their places, so that a segment that was overtaken on the way needs no second look.
    for step in conversation.steps.sorted(by: { $0.sequence < $1.sequence }) where step.segment.payloadCount > 0 {
      guard let frame = frame(of: step) else { continue }
      pair.append(frame.octets[decode(frame).payloadRange], at: step.payloadPlace, step.direction)
    }
    return pair
  }

  /// The frame a step came in, or nil when it came from elsewhere: a tool may tell of packets too, under any number.
  private func frame(of step: ConversationStep) -> CapturedFrame? {
    frames.indices.contains(step.packetNumber &- 1) ? frames[step.packetNumber &- 1] : nil
  }
}
