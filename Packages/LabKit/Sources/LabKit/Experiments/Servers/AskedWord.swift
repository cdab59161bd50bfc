internal import PacketCodec

/// A word that was said on a connection, and when it got how far; CLOCK_MONOTONIC, nanoseconds.
struct AskedWord {
  /// The first segment with its last octet.
  var sent: ConversationStep
  /// The first segment that acknowledges it.
  var acknowledged: ConversationStep?
  /// The first segment with the last octet of its reply.
  var answered: ConversationStep?

  /// All words of a connection on which each has the same length, and each reply.
  ///
  /// - Parameters:
  ///   - octets: a word's length, with what ends it.
  ///   - replyOctets: a reply's.
  static func all(in conversation: Conversation, octets: Int, replyOctets: Int) -> [AskedWord] {
    let (out, back) = (conversation.steps(.toServer), conversation.steps(.toClient))
    let said = out.filter { $0.segment.payloadCount > 0 }
    let replies = back.filter { $0.segment.payloadCount > 0 }
    return (0 ..< conversation.payloadOctets(.toServer) / octets).compactMap { index in
      let (end, replyEnd) = (Int64((index + 1) * octets + 1), Int64((index + 1) * replyOctets + 1))
      guard let sent = said.first(where: { $0.payloadEnd >= end }) else { return nil }
      return AskedWord(
        sent: sent, acknowledged: back.first { $0.acknowledgment ?? 0 >= end },
        answered: replies.first { $0.payloadEnd >= replyEnd })
    }
  }

  /// How long it waited for its reply, nanoseconds; nil for one that was never answered.
  var wait: Int64? {
    answered.map { Milliseconds.distance(from: sent.monotonicNanoseconds, to: $0.monotonicNanoseconds) }
  }
}
