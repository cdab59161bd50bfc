internal import PacketCodec
internal import SocketKit

/// A word that passed the wire while its server computed, and when it got how far; CLOCK_MONOTONIC, nanoseconds.
struct BlockedWord {
  /// When the segment passed.
  var sent: Int64
  /// When the server had done computing.
  var blockEnd: Int64
  /// When an acknowledgment without a word passed.
  var acknowledged: Int64?
  /// When the call that read it was entered.
  var read: Int64?
  /// When the reply passed.
  var answered: Int64?
  /// Its segment, that acknowledgment, that call and the reply.
  var evidence: [Evidence]
}

extension WordsExperiment {
  /// The words that came in the first half of a block: in time to be answered in it.
  static func words(inBlocksOf model: Model, _ seen: Observation) -> [BlockedWord] {
    let starts = seen.moments(of: "blocking", by: model.rawValue)
    let ends = seen.moments(of: "unblocked", by: model.rawValue)
    return (1 ... rounds).compactMap { round in
      guard let place = seen.place(ofConnectionBy: model.client(round)),
        let exchange = seen.exchanges(by: model.client(round)).first, let said = exchange.said.first?.step
      else { return nil }
      let sent = said.monotonicNanoseconds
      guard let block = zip(starts, ends).first(where: { $0 <= sent && sent <= $0 / 2 + $1 / 2 }) else { return nil }
      let conversation = seen.conversations[place]
      let end = said.sequence + Int64(said.segment.sequenceCount)
      let bare = conversation.steps(.toClient).first { step in
        step.segment.sequenceCount == 0 && step.acknowledgment ?? 0 >= end
      }
      let read = seen.firstRead(from: conversation.client, by: model.rawValue)
      let reply = exchange.replied.first?.step
      return BlockedWord(
        sent: sent, blockEnd: block.1, acknowledged: bare?.monotonicNanoseconds,
        read: read.map { seen.timeline.events[$0].monotonicNanoseconds }, answered: reply?.monotonicNanoseconds,
        evidence: [said.evidence, bare?.evidence, read.map { .event($0) }, reply?.evidence].compactMap(\.self))
    }
  }
}

extension Observation {
  /// Where among the events the first call stands by which a tool read octets of this peer's.
  func firstRead(from peer: SocketAddress, by tool: String) -> Int? {
    timeline.lives.lazy.filter { $0.remote == peer }.flatMap(\.events).first { index in
      let event = timeline.events[index]
      guard event.tool == tool, case .call(let call) = event.happening else { return false }
      return call.name == "recv" && call.result > 0
    }
  }
}
