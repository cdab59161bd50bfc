/// A rate, and the queue in front of it, which drops what finds no room.
public struct Bottleneck: Hashable, Sendable {
  /// Bits a second that pass, of frames from their Ethernet header on.
  public let bitsPerSecond: Int
  /// Octets that wait at most, beside the frame that is being sent.
  public let queueOctets: Int
  /// Frames that wait at most.
  public let queueFrames: Int

  /// The rates there are. At the lowest the longest frame takes nine minutes, and a full queue ends before the clock does.
  public static let rates = 1000 ... 1_000_000_000_000
  /// The most octets that a queue may have room for.
  public static let queueOctetsMax = 1 << 30
  /// The most frames that a queue may have room for.
  public static let queueFramesMax = 100_000

  /// A bottleneck from its numbers.
  ///
  /// - Parameters:
  ///   - bitsPerSecond: within `rates`.
  ///   - queueOctets: 0 ... `queueOctetsMax`.
  ///   - queueFrames: 0 ... `queueFramesMax`; what Linux gives an interface is 1000.
  /// - Returns: nil for a number outside its range.
  public init?(bitsPerSecond: Int, queueOctets: Int = 256 << 10, queueFrames: Int = 1000) {
    guard Self.rates.contains(bitsPerSecond), (0 ... Self.queueOctetsMax).contains(queueOctets),
      (0 ... Self.queueFramesMax).contains(queueFrames)
    else { return nil }
    self.bitsPerSecond = bitsPerSecond
    self.queueOctets = queueOctets
    self.queueFrames = queueFrames
  }

  /// How long a frame takes, nanoseconds, rounded up.
  func transmissionTime(octets: Int) -> Int64 {
    Int64((octets * 8_000_000_000 + bitsPerSecond - 1) / bitsPerSecond)
  }
}
