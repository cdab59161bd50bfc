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
      if case .packet(let packet) = event.happening, let segment = packet.segment {
        append(segment, at: event.monotonicNanoseconds, packetNumber: packet.number)
      }
    }
  }

  private mutating func append(_ segment: Segment, at time: Int64, packetNumber: Int) {
    let pair = Pair(segment)
    if let index = latest[pair], !conversations[index].isReopened(by: segment) {
      conversations[index].append(segment, at: time, packetNumber: packetNumber)
      return
    }
    guard conversations.count < Self.conversationsMax else {
      ignoredSegments += 1
      return
    }
    latest[pair] = conversations.count
    var opened = Conversation(openedBy: segment)
    opened.append(segment, at: time, packetNumber: packetNumber)
    conversations.append(opened)
  }
}

/// Two ends, whichever comes first.
private struct Pair: Hashable {
  let ends: Set<SocketAddress>
  /// A segment from an end to itself has a set of one; that is still one pair.
  init(_ segment: Segment) { ends = [segment.source, segment.destination] }
}
