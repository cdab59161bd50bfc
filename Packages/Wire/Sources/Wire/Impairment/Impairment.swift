/// What one direction of a link does to the frames it carries; by itself, nothing.
public struct Impairment: Hashable, Sendable {
  /// How long a frame is under way, nanoseconds, 0 ... `delayMax`.
  public var delay: Int64 = 0
  /// How much longer or shorter at most, nanoseconds, 0 ... `delayMax`. It changes no order.
  public var jitter: Int64 = 0
  /// The rate and its queue; nil for no limit.
  public var bottleneck: Bottleneck?
  /// How likely a frame is lost, each for itself.
  public var loss = Probability.never
  /// Losses that come together; nil for none.
  public var bursts: BurstLoss?
  /// How likely a frame is held back, so that those behind it overtake it.
  public var reorder = Probability.never
  /// How long it is held back, nanoseconds, 1 ... `delayMax`.
  public var holdBack: Int64 = 5_000_000
  /// How likely a frame arrives twice.
  public var duplicate = Probability.never
  /// How likely one bit behind the Ethernet header is turned round. ARP is spared: it has no checksum that would tell, and
  /// a real link has one.
  public var corrupt = Probability.never
  /// Octets behind the Ethernet header that pass at most, without a word about longer ones; nil for any.
  public var maximumTransmissionUnit: Int?
  /// What is lost for certain; `scriptMax` entries at most.
  public var drops: [ScriptedDrop] = []

  /// The longest delay, jitter or hold: a minute. RFC 9293 lets a segment live for two.
  public static let delayMax: Int64 = 60_000_000_000
  /// The most entries of a script: each frame is held against all of them.
  public static let scriptMax = 256

  /// A direction that changes nothing.
  public init() {}

  /// Whether something hangs on which frame it is, so that each must be looked into.
  var hangsOnFrame: Bool {
    jitter > 0 || bursts != nil || !drops.isEmpty || [loss, reorder, duplicate, corrupt].contains { $0 != .never }
  }

  /// Traps for what is outside its range.
  func check() {
    let delays = 0 ... Self.delayMax
    precondition(delays.contains(delay) && delays.contains(jitter), "a delay beyond its range")
    precondition(delays.contains(holdBack) && holdBack > 0, "a hold beyond its range")
    precondition(maximumTransmissionUnit ?? 1 > 0, "an MTU below 1")
    precondition(drops.count <= Self.scriptMax, "a script that is too long")
  }
}
