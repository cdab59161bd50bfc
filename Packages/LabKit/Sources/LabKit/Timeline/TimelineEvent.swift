public import SocketKit

/// One thing that happened, on the clock that all of them share.
public struct TimelineEvent: Hashable, Sendable {
  /// CLOCK_MONOTONIC, nanoseconds: what events are ordered by.
  public var monotonicNanoseconds: Int64
  /// CLOCK_REALTIME, nanoseconds since 1970 UTC: what people and captures call the time.
  public var realtimeNanoseconds: Int64
  /// The program that saw it.
  public var tool: String
  /// The laboratory's host it happened on, or nil outside a laboratory and on the wire.
  public var host: String?
  /// What happened.
  public var happening: Happening

  /// An event from its parts.
  public init(
    monotonicNanoseconds: Int64, realtimeNanoseconds: Int64, tool: String, host: String? = nil, happening: Happening
  ) {
    self.monotonicNanoseconds = monotonicNanoseconds
    self.realtimeNanoseconds = realtimeNanoseconds
    self.tool = tool
    self.host = host
    self.happening = happening
  }

  /// An event whose moment was read on both clocks.
  public init(at moment: Timestamp, tool: String, host: String? = nil, happening: Happening) {
    self.init(
      monotonicNanoseconds: moment.monotonicNanoseconds, realtimeNanoseconds: moment.realtimeNanoseconds, tool: tool,
      host: host, happening: happening)
  }
}
