/// A link of two ends that delays, loses, reorders, doubles and damages what it carries, the same in each run.
///
/// Whether a segment is lost hangs on the seed and on the segment itself: direction, place in the stream, length, which
/// transmission. It does not hang on when it comes, nor on what came before: the same seed loses the same segments. Time
/// is an argument, nanoseconds of any clock that does not go back; frames go in and come out as octets.
///
///     link.offer(frame, .forward, now: now)
///     link.deadline                     // sleep no longer than this
///     while let (frame, direction) = link.take(now: now) { … }
public struct ImpairedLink: Sendable {
  /// Frames under way at most, both directions together: a second of 1.2 Gbit/s in whole frames.
  public static let framesMax = 100_000
  /// Octets under way at most, both directions together: a second of 2 Gbit/s.
  public static let octetsMax = 256 << 20

  private var forward: Lane
  private var backward: Lane
  /// nil when nothing hangs on which frame it is.
  private var identifier: FrameIdentifier?
  private let framesLimit: Int
  /// Frames that were carried, the copies not among them.
  private var carried = 0
  /// Frames under way.
  public private(set) var frames = 0
  /// Octets under way.
  public private(set) var octets = 0

  /// A link that carries nothing yet.
  ///
  /// - Parameters:
  ///   - forward: what happens from the first end to the second. A number outside its range traps.
  ///   - backward: what happens the other way.
  ///   - seed: what chance begins with.
  ///   - namesFrames: whether each passage is to say which frame it was, even if nothing hangs on that. To find out costs
  ///     more than all else that the link does with a frame.
  public init(forward: Impairment, backward: Impairment, seed: UInt64, namesFrames: Bool = true) {
    self.init(forward: forward, backward: backward, seed: seed, namesFrames: namesFrames, framesMax: Self.framesMax)
  }

  init(forward: Impairment, backward: Impairment, seed: UInt64, namesFrames: Bool = true, framesMax: Int) {
    framesLimit = framesMax
    // One direction's connections and acknowledgments are told by both.
    identifier = namesFrames || forward.hangsOnFrame || backward.hangsOnFrame ? FrameIdentifier() : nil
    self.forward = Lane(forward, seed: seed)
    self.backward = Lane(backward, seed: seed)
  }

  /// What one direction did so far.
  public func statistics(_ direction: LinkDirection) -> LinkStatistics {
    direction == .forward ? forward.statistics : backward.statistics
  }

  /// Takes a frame, or loses it.
  ///
  /// - Parameters:
  ///   - frame: from its Ethernet header on, whatever it holds.
  ///   - direction: the way it goes.
  ///   - now: not before any time that the link was told.
  ///   - passing: is offered a frame that arrives at once and unchanged, with none before it that has arrived and was
  ///     not taken; if it returns true, the frame has left the link, which keeps no copy of it.
  /// - Returns: which frame it is, and what becomes of it.
  @discardableResult
  public mutating func offer(
    _ frame: RawSpan, _ direction: LinkDirection, now: Int64, passing: (RawSpan) -> Bool = { _ in false }
  ) -> Passage {
    let identity = identifier?.identify(frame, direction)
    // Room for two: it may come twice.
    let hasRoom = frames + 2 <= framesLimit && octets + 2 * frame.byteCount <= Self.octetsMax
    let fate =
      switch direction {
      case .forward: forward.judge(identity, octets: frame.byteCount, hasRoom: hasRoom, now: now)
      case .backward: backward.judge(identity, octets: frame.byteCount, hasRoom: hasRoom, now: now)
      }
    if case .carried(let carriage) = fate {
      let leaves = isPassing(carriage, direction, now: now) && passing(frame)
      carry(frame, carriage, direction, leaves: leaves)
    }
    return Passage(frame: identity, fate: fate)
  }

  private func isPassing(_ carriage: Passage.Carriage, _ direction: LinkDirection, now: Int64) -> Bool {
    direction == .forward ? forward.isPassing(carriage, now: now) : backward.isPassing(carriage, now: now)
  }

  private mutating func carry(
    _ frame: RawSpan, _ carriage: Passage.Carriage, _ direction: LinkDirection, leaves: Bool
  ) {
    guard !leaves else {
      if direction == .forward { forward.pass(frame.byteCount) } else { backward.pass(frame.byteCount) }
      return
    }
    let octets = frame.withUnsafeBytes { [UInt8]($0) }
    switch direction {
    case .forward: forward.carry(octets, carriage, order: carried)
    case .backward: backward.carry(octets, carriage, order: carried)
    }
    carried += 1
    frames += carriage.isDuplicated ? 2 : 1
    self.octets += octets.count * (carriage.isDuplicated ? 2 : 1)
  }

  /// When the next frame arrives; nil when none is under way.
  public var deadline: Int64? {
    guard let first = deadline(.forward) else { return deadline(.backward) }
    guard let second = deadline(.backward) else { return first }
    return min(first, second)
  }

  /// When the next frame of one direction arrives; nil when none is under way there.
  public func deadline(_ direction: LinkDirection) -> Int64? {
    direction == .forward ? forward.due?.arrival : backward.due?.arrival
  }

  /// The next frame that has arrived, and which way it went; call it until it returns nil.
  public mutating func take(now: Int64) -> (frame: [UInt8], direction: LinkDirection)? {
    let direction: LinkDirection =
      switch (forward.due, backward.due) {
      case (let first?, let second?): first < second ? .forward : .backward
      case (_?, nil): .forward
      case (nil, _): .backward
      }
    return take(now: now, direction).map { ($0, direction) }
  }

  /// The next frame that has arrived one way, for an end that does not wait for the other; call it until it returns nil.
  public mutating func take(now: Int64, _ direction: LinkDirection) -> [UInt8]? {
    guard let deadline = deadline(direction), deadline <= now else { return nil }
    let frame = direction == .forward ? forward.removeFirst() : backward.removeFirst()
    frames -= 1
    octets -= frame.count
    return frame
  }
}
