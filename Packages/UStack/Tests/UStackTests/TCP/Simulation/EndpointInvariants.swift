import PacketCodec

@testable import UStack

/// What holds for one end of a connection between steps.
enum EndpointInvariants {
  static func check(_ endpoint: TCPEndpoint, now: Instant) throws(BrokenInvariant) {
    try checkWaiting(endpoint, now: now)
    guard let flow = endpoint.state.flow else { return }
    if endpoint.opening == nil {
      try checkScoreboard(endpoint.sender, flow.send)
      try checkSender(endpoint.sender, flow.send)
    }
    try checkReceiver(endpoint, flow.receive)
  }

  // MARK: Waiting

  /// Each connection waits for something that has a date, unless only the peer or the application can move it.
  private static func checkWaiting(_ endpoint: TCPEndpoint, now: Instant) throws(BrokenInvariant) {
    if let deadline = endpoint.deadline { try BrokenInvariant.unless(now < deadline, "its deadline has passed") }
    try BrokenInvariant.unless(endpoint.farewell == nil, "its RST never left")
    switch endpoint.state {
    case .closed: return
    case .synSent, .synReceived:
      return try BrokenInvariant.unless(endpoint.opening?.deadline != nil, "the handshake waits for nothing")
    case .finWait2(let state):
      if endpoint.isOrphan {
        try BrokenInvariant.unless(state.until != nil, "nobody reads, and it waits for FIN for ever")
      }
    case .timeWait: return
    case .established, .closeWait: break
    case .finWait1, .closing, .lastAck:
      try BrokenInvariant.unless(
        !endpoint.sender.scoreboard.isEmpty || endpoint.state.flow.map { endpoint.sender.hasUnsent($0.send) } ?? false,
        "there is no FIN whose acknowledgment it could wait for")
    }
    try BrokenInvariant.unless(endpoint.opening == nil, "the handshake is over and is not")
    try BrokenInvariant.unless(!endpoint.receiver.acknowledgment.isDue, "an acknowledgment is due and did not leave")
    guard let flow = endpoint.state.flow else { return }
    let sender = endpoint.sender
    if !sender.scoreboard.isEmpty {
      try BrokenInvariant.unless(sender.timer != .off, "nothing waits for the acknowledgment of what is out there")
      try BrokenInvariant.unless(
        sender.scoreboard.inFlight > 0 || sender.scoreboard.lostOctets == 0, "all is lost and nothing is sent")
    } else if sender.hasUnsent(flow.send), !sender.isCorked {
      try BrokenInvariant.unless(sender.deadline != nil, "nothing is out there, and what was written waits for nothing")
    }
  }

  // MARK: Sending

  private static func checkScoreboard(_ sender: Sender, _ send: SendSequence) throws(BrokenInvariant) {
    let board = sender.scoreboard
    var place = send.unacknowledged
    var sacked = 0
    var lost = 0
    for piece in board.transmissions {
      try BrokenInvariant.unless(piece.count > 0, "a piece without places")
      try BrokenInvariant.unless(
        piece.start == place, "a piece begins \(piece.start.distance(from: place)) behind the last one's end")
      place = piece.end
      switch piece.fate {
      case .flying: break
      case .sacked:
        sacked += piece.count
        try BrokenInvariant.unless(
          board.highestSACKedEnd.map { !$0.precedes(piece.end) } ?? false, "SACKed behind the highest SACKed")
      case .lost: lost += piece.count
      }
    }
    try BrokenInvariant.unless(place == send.next, "the pieces end \(send.next.distance(from: place)) before SND.NXT")
    try BrokenInvariant.unless(
      board.outstandingOctets == send.outstanding, "\(board.outstandingOctets) outstanding of \(send.outstanding)")
    try BrokenInvariant.unless(
      board.sackedOctets == sacked, "the sum of SACKed is \(board.sackedOctets), they are \(sacked)")
    try BrokenInvariant.unless(board.lostOctets == lost, "the sum of lost is \(board.lostOctets), they are \(lost)")
    try BrokenInvariant.unless(sender.inFlight >= 0, "\(sender.inFlight) octets in flight")
    try BrokenInvariant.unless(sender.usesSACK || sacked == 0, "SACKed by a peer without SACK")
  }

  private static func checkSender(_ sender: Sender, _ send: SendSequence) throws(BrokenInvariant) {
    let buffer = sender.buffer
    try BrokenInvariant.unless(!send.next.precedes(send.unacknowledged), "SND.UNA lies behind SND.NXT")
    let end = buffer.end + (buffer.isFinished ? 1 : 0)
    try BrokenInvariant.unless(!end.precedes(send.next), "sent what was never written")
    try BrokenInvariant.unless(buffer.count <= buffer.limit, "\(buffer.count) octets in a buffer of \(buffer.limit)")
    try BrokenInvariant.unless(
      buffer.memory <= storage(buffer.limit), "\(buffer.memory) octets of memory for \(buffer.limit)")
    try BrokenInvariant.unless(sender.congestion.octets >= sender.segmentOctets, "a congestion window below a segment")
    try BrokenInvariant.unless(sender.windowProbes >= 0 && sender.duplicates >= 0, "a count below zero")
  }

  // MARK: Receiving

  private static func checkReceiver(_ endpoint: TCPEndpoint, _ receive: ReceiveSequence) throws(BrokenInvariant) {
    let receiver = endpoint.receiver
    let step = 1 << Int(endpoint.negotiation.receiveShift)
    try BrokenInvariant.unless(
      receive.window + receiver.readable < receiver.limit + step,
      "a window of \(receive.window) beside \(receiver.readable) of \(receiver.limit) that are taken")
    try BrokenInvariant.unless(receiver.memory <= storage(receiver.limit + step), "\(receiver.memory) octets of memory")
    try BrokenInvariant.unless(
      receiver.assembler.runs.count <= Assembler.limit, "\(receiver.assembler.runs.count) runs")
    var last = receive.next
    for run in receiver.assembler.runs {
      try BrokenInvariant.unless(run.count > 0, "a run without places")
      try BrokenInvariant.unless(last.precedes(run.start), "a run touches RCV.NXT or the run before it")
      last = run.end
    }
    try BrokenInvariant.unless(!receive.windowEnd.precedes(last), "a run reaches out of the window")
  }

  /// The ring doubles: what it may take at most for so many octets.
  private static func storage(_ octets: Int) -> Int { max(OctetRing.smallestCapacity, octets * 2) }
}
