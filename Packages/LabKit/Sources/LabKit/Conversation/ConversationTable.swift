internal import SocketKit

/// Sorts the segments of a timeline into conversations.
public struct ConversationTable: Sendable {
  /// The most conversations kept apart; a capture of a port scan has no more to say by then. Segments of others are
  /// counted in `ignoredSegments`.
  public static let conversationsMax = 4096

  /// In the order of their first segments.
  public private(set) var conversations: [Conversation] = []
  /// Segments that belong to conversations beyond the limit.
  public private(set) var ignoredSegments = 0

  private var latest: [Pair: Int] = [:]

  /// Sorts all that is there.
  public init(_ events: [TimelineEvent]) {
    for event in events {
      if case .packet(let packet) = event.happening { append(packet, at: event.monotonicNanoseconds) }
    }
  }

  /// Sorts in what passed next.
  ///
  /// - Returns: its place in its conversation; nil when it is no segment, or one beyond the limit.
  @discardableResult
  mutating func append(_ packet: PacketSeen, at time: Int64) -> ConversationStep? {
    guard let segment = packet.segment else { return nil }
    let pair = Pair(segment)
    if let index = latest[pair], !conversations[index].isReopened(by: segment) {
      conversations[index].append(segment, at: time, packetNumber: packet.number)
      return conversations[index].steps.last
    }
    guard conversations.count < Self.conversationsMax else {
      ignoredSegments += 1
      return nil
    }
    latest[pair] = conversations.count
    var opened = Conversation(openedBy: segment)
    opened.append(segment, at: time, packetNumber: packet.number)
    conversations.append(opened)
    return opened.steps.last
  }
}

/// Two ends, whichever comes first.
private struct Pair: Hashable {
  let ends: Set<SocketAddress>
  /// A segment from an end to itself has a set of one; that is still one pair.
  init(_ segment: Segment) { ends = [segment.source, segment.destination] }
}
