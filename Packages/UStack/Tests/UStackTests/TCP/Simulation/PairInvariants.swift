import PacketCodec

@testable import UStack

/// What holds between the two ends of a connection: neither believes of the other what is not so.
enum PairInvariants {
  static func check(_ pair: Pair) throws(BrokenInvariant) {
    for side in Pair.Side.allCases {
      let here = pair.hosts[side.rawValue]
      let there = pair.hosts[1 - side.rawValue]
      for endpoint in here.slots.filter(\.isTaken).map(\.endpoint) {
        let tuple = FourTuple(local: endpoint.tuple.remote, remote: endpoint.tuple.local)
        guard let other = there.byTuple[tuple].map({ there.slots[$0].endpoint }), endpoint.opening == nil,
          other.opening == nil, let sending = endpoint.state.flow?.send, let receiving = other.state.flow?.receive,
          sending.initial == receiving.initial
        else { continue }
        try check(endpoint, sending, other, receiving)
      }
    }
  }

  private static func check(
    _ endpoint: TCPEndpoint, _ send: SendSequence, _ other: TCPEndpoint, _ receive: ReceiveSequence
  ) throws(BrokenInvariant) {
    try BrokenInvariant.unless(
      !receive.next.precedes(send.unacknowledged), "\(endpoint.tuple): acknowledged what did not come")
    try BrokenInvariant.unless(!send.next.precedes(receive.next), "\(endpoint.tuple): came what was not sent")
    try BrokenInvariant.unless(
      !receive.windowEnd.precedes(send.windowEnd),
      "\(endpoint.tuple): believes in \(send.windowEnd.distance(from: receive.windowEnd)) octets more than were offered"
    )
    for piece in endpoint.sender.scoreboard.transmissions where piece.fate == .sacked {
      let has =
        !receive.next.precedes(piece.end)
        || other.receiver.assembler.runs.contains {
          !piece.start.precedes($0.start) && !$0.end.precedes(piece.end)
        }
        || piece.start.precedes(receive.next)
      try BrokenInvariant.unless(has, "\(endpoint.tuple): SACKed what did not come")
    }
  }
}
