/// One direction of a link: what it does to frames, and those under way.
struct Lane: Sendable {
  private let impairment: Impairment
  private let dice: Dice
  private var rate: RateQueue?
  /// Those in order.
  private var line = FrameQueue()
  /// Those held back. All are held back for the same time, so they are in order, too.
  private var held = FrameQueue()
  private(set) var statistics = LinkStatistics()

  init(_ impairment: Impairment, seed: UInt64) {
    impairment.check()
    self.impairment = impairment
    dice = Dice(seed: seed)
    rate = impairment.bottleneck.map(RateQueue.init)
  }

  /// Says what becomes of a frame.
  ///
  /// - Parameters:
  ///   - frame: which one it is; nil only if nothing hangs on it.
  ///   - octets: its length.
  ///   - hasRoom: whether the link can hold it.
  mutating func judge(_ frame: FrameIdentity?, octets: Int, hasRoom: Bool, now: Int64) -> Passage.Fate {
    statistics.offered += 1
    if let cause = lossCause(frame, octets) ?? (hasRoom ? nil : .overflow) { return drop(cause) }
    guard let sent = send(octets, now) else { return drop(.queue) }
    var carriage = Passage.Carriage(arrival: sent + delay(frame))
    if happens(impairment.reorder, .reorder, frame) {
      carriage.isReordered = true
      carriage.arrival = held.arrival(notBefore: carriage.arrival + impairment.holdBack)
    } else {
      carriage.arrival = line.arrival(notBefore: carriage.arrival)
    }
    carriage.isDuplicated = happens(impairment.duplicate, .duplicate, frame)
    if let frame, frame.kind != .arp, octets > Self.headerOctets, happens(impairment.corrupt, .corrupt, frame) {
      let bits = UInt64(octets - Self.headerOctets) * 8
      carriage.corruptedBit = Self.headerOctets * 8 + Int(dice.draw(.corruptPlace, frame) % bits)
    }
    return .carried(carriage)
  }

  private func happens(_ probability: Probability, _ question: Dice.Question, _ frame: FrameIdentity?) -> Bool {
    guard probability != .never, let frame else { return false }
    return probability.holds(dice.draw(question, frame))
  }

  /// Octets of the Ethernet header, which the link itself needs.
  private static let headerOctets = 14

  private func lossCause(_ frame: FrameIdentity?, _ octets: Int) -> DropCause? {
    if let frame, impairment.drops.contains(where: { $0.means(frame) }) { return .scripted }
    if let limit = impairment.maximumTransmissionUnit, octets - Self.headerOctets > limit { return .size }
    if happens(impairment.loss, .loss, frame) { return .loss }
    guard let bursts = impairment.bursts, let frame else { return nil }
    let isBad = bursts.isBad(at: frame.number) { dice.draw(.burst, frame, at: $0) }
    return happens(isBad ? bursts.lossInside : bursts.lossOutside, .burstLoss, frame) ? .burst : nil
  }

  private mutating func drop(_ cause: DropCause) -> Passage.Fate {
    statistics.drop(cause)
    return .dropped(cause)
  }

  /// When the frame's last bit is sent, or nil when the queue is full.
  private mutating func send(_ octets: Int, _ now: Int64) -> Int64? {
    guard rate != nil else { return now }
    guard let sent = rate!.admit(octets: octets, now: now) else { return nil }
    statistics.queueOctetsPeak = max(statistics.queueOctetsPeak, rate!.octets)
    statistics.queueFramesPeak = max(statistics.queueFramesPeak, rate!.frames)
    return sent
  }

  private func delay(_ frame: FrameIdentity?) -> Int64 {
    guard impairment.jitter > 0, let frame else { return impairment.delay }
    let span = UInt64(impairment.jitter) * 2 + 1
    return max(0, impairment.delay - impairment.jitter + Int64(dice.draw(.jitter, frame) % span))
  }

  /// Whether a frame needs no place here: it arrives at once as it is, and none that has arrived waits.
  func isPassing(_ carriage: Passage.Carriage, now: Int64) -> Bool {
    carriage.arrival <= now && !carriage.isDuplicated && carriage.corruptedBit == nil && (due?.arrival ?? .max) > now
  }

  /// Counts a frame that leaves without having had a place.
  mutating func pass(_ octets: Int) {
    statistics.passed += 1
    statistics.octets += octets
  }

  /// Takes a frame that arrives.
  mutating func carry(_ octets: [UInt8], _ carriage: Passage.Carriage, order: Int) {
    var element = FrameQueue.Element(arrival: carriage.arrival, order: order, octets: octets)
    if let bit = carriage.corruptedBit {
      element.octets[bit / 8] ^= 0x80 >> UInt8(bit % 8)
      statistics.corrupted += 1
    }
    if carriage.isReordered { statistics.reordered += 1 }
    append(element, carriage)
    guard carriage.isDuplicated else { return }
    statistics.duplicated += 1
    element.isCopy = true
    append(element, carriage)
  }

  private mutating func append(_ element: FrameQueue.Element, _ carriage: Passage.Carriage) {
    if carriage.isReordered { held.append(element) } else { line.append(element) }
  }

  /// When the next frame arrives, and which of all it is.
  var due: (arrival: Int64, order: Int)? {
    guard let second = held.due else { return line.due }
    guard let first = line.due else { return second }
    return second < first ? second : first
  }

  /// The frame that `due` told of.
  mutating func removeFirst() -> [UInt8] {
    let isHeld = held.due.map { second in line.due.map { second < $0 } ?? true } ?? false
    let element = isHeld ? held.removeFirst() : line.removeFirst()
    if !element.isCopy { pass(element.octets.count) }
    return element.octets
  }
}
