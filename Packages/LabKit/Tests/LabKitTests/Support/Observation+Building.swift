import PacketCodec
import SocketKit

@testable import LabKit

extension Observation {
  /// What the laboratory makes of these connections and of what else happened: everything on one clock, the wire sorted
  /// into conversations and streams.
  init(_ scripts: [Script], _ others: [TimelineEvent], endings: [String: ChildProcess.Ending?]) {
    self.init(frames: scripts.flatMap(\.frames), others, endings: endings)
  }

  /// The same of any frames, in the order in which they were captured.
  init(frames: [CapturedFrame], _ others: [TimelineEvent], endings: [String: ChildProcess.Ending?]) {
    let wire = CapturedWire(frames)
    let timeline = Timeline(merging: others + wire.events(clock: ClockOffset(of: others)))
    let conversations = ConversationTable(timeline.events).conversations
    self.init(
      timeline: timeline, conversations: conversations, streams: conversations.map(wire.streams), frames: wire.frames,
      endings: endings)
  }
}
