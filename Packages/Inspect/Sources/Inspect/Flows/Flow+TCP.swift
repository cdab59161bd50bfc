import PacketCodec

extension Flow {
  /// Takes a segment.
  ///
  /// - Parameters:
  ///   - payloadCount: its octets behind the header.
  ///   - isForward: whether the end that spoke first sent it.
  mutating func take(_ header: TCPHeader, payloadCount: Int, isForward: Bool) -> FlowStep {
    var sender = isForward ? source : destination
    var other = isForward ? destination : source
    defer { (source, destination) = isForward ? (sender, other) : (other, sender) }
    switch header.control {
    case .contradictory: return FlowStep()
    case .reset: return takeReset(header, &sender, other)
    case .synchronize: return takeSynchronize(header, payloadCount, &sender, &other)
    case .none, .finish: return takeOrdinary(header, payloadCount, &sender, other)
    }
  }

  private mutating func takeReset(_ header: TCPHeader, _ sender: inout FlowSide, _ other: FlowSide) -> FlowStep {
    var step = FlowStep()
    if let distance = Self.strayDistance(header.sequence, sender, other) {
      // The same one again is a duplicate, or an end that is asked again.
      if sender.strayReset != header.sequence { step.strayReset = distance }
      sender.strayReset = header.sequence
      return step
    }
    step.endsHandshake = phase == .asked
    if phase != .over { step.end = .reset }
    phase = .over
    return step
  }

  /// How far a reset is from where its sender can have been, or nil when it can be meant.
  ///
  /// An end that has a connection resets it where it has sent to; one that has none resets with the number that the
  /// segment before acknowledged, which may be older. A guess from outside is anywhere.
  ///
  /// Source: RFC 9293 §3.10.7.1; RFC 5961 §3.
  private static func strayDistance(_ place: SequenceNumber, _ sender: FlowSide, _ other: FlowSide) -> Int? {
    guard let due = other.acknowledged ?? sender.next else { return nil }
    let farthest = sender.next.map { $0.precedes(due) ? due : $0 } ?? due
    let ahead = place.distance(from: farthest)
    if ahead > 0 { return ahead }
    let behind = due.distance(from: place)
    // Just opposite on the circle, both ways are as long.
    return behind > other.reach || behind == Int(Int32.min) ? -abs(behind) : nil
  }

  private mutating func takeSynchronize(
    _ header: TCPHeader, _ payloadCount: Int, _ sender: inout FlowSide, _ other: inout FlowSide
  ) -> FlowStep {
    var step = FlowStep()
    guard let acknowledgment = header.acknowledgment else {
      step.beginsHandshake = sender.next == nil && other.next == nil
      if sender.next == nil { sender.open(header, payloadCount: payloadCount) }
      sender.opening = header.sequence
      return step
    }
    guard let opening = other.opening, acknowledgment == opening + 1 else { return step }
    other.reopen()
    sender.open(header, payloadCount: payloadCount)
    // Windows are scaled when both ends say so (RFC 7323 §2.2).
    if header.options.windowScale == nil { other.shift = 0 }
    step.answersHandshake = true
    return step
  }

  private mutating func takeOrdinary(
    _ header: TCPHeader, _ payloadCount: Int, _ sender: inout FlowSide, _ other: FlowSide
  ) -> FlowStep {
    var step = FlowStep()
    // Half open, an end takes no acknowledgment but of what it has sent: a guess from outside changes nothing.
    if phase == .asked, let acknowledgment = header.acknowledgment, !other.hasSent(upTo: acknowledgment) { return step }
    if let finish = sender.finish, payloadCount > 0 {
      // A keep-alive may carry one octet where the FIN stands (RFC 9293 §3.8.4).
      let beyond = (header.sequence + payloadCount).distance(from: finish + 1)
      if beyond > 0, beyond <= other.reach { step.octetsAfterFin = beyond }
    }
    if header.control == .finish, sender.finish == nil {
      let place = header.sequence + payloadCount
      let isNear = sender.next.map { abs(place.distance(from: $0)) <= other.reach } ?? true
      if isNear { sender.finish = place }
    }
    sender.take(header, payloadCount: payloadCount)
    if phase == .asked, Self.isOpen(header, sender, other) {
      phase = .open
      step.endsHandshake = true
    }
    if phase == .open, sender.isFinished(acknowledgedBy: other), other.isFinished(acknowledgedBy: sender) {
      phase = .over
      step.end = .closed
    }
    return step
  }

  /// Whether both ends hear each other: a SYN was answered and the answer acknowledged, or, in a connection that was open
  /// before the watch began, both acknowledge.
  private static func isOpen(_ header: TCPHeader, _ sender: FlowSide, _ other: FlowSide) -> Bool {
    if other.opening != nil { return header.acknowledgment != nil }
    return sender.opening == nil && sender.acknowledged != nil && other.acknowledged != nil
  }
}
