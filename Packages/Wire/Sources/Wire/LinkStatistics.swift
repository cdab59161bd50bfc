/// What one direction of a link did.
public struct LinkStatistics: Hashable, Sendable {
  /// Frames that were offered.
  public internal(set) var offered = 0
  /// Frames that left at the other end; a second copy does not count.
  public internal(set) var passed = 0
  /// Octets of these.
  public internal(set) var octets = 0
  /// Frames that came twice.
  public internal(set) var duplicated = 0
  /// Frames that arrive with a bit turned round.
  public internal(set) var corrupted = 0
  /// Frames that were held back.
  public internal(set) var reordered = 0
  /// The most octets that waited for the rate at once.
  public internal(set) var queueOctetsPeak = 0
  /// The most frames that waited for the rate at once.
  public internal(set) var queueFramesPeak = 0
  private var drops: [DropCause: Int] = [:]

  /// Nothing yet.
  init() {}

  /// Frames that were lost for a cause.
  public func dropped(_ cause: DropCause) -> Int { drops[cause] ?? 0 }

  /// Frames that were lost.
  public var dropped: Int { drops.values.reduce(0, +) }

  mutating func drop(_ cause: DropCause) { drops[cause, default: 0] += 1 }
}
