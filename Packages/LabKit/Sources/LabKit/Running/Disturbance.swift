/// What the machine withheld from a run.
///
/// Tools, wires and the kernel's own timers share that machine. When it stands still, they are late, and a claim that
/// fails then may say nothing of TCP.
public struct Disturbance: Hashable, Sendable {
  /// The longest time for which the run was due to look and was not let, nanoseconds.
  public var longestStall: Int64
  /// What the host of a virtual machine took from its processors meanwhile, nanoseconds.
  public var stolen: Int64

  /// One from its parts; none if not given.
  public init(longestStall: Int64 = 0, stolen: Int64 = 0) {
    self.longestStall = longestStall
    self.stolen = stolen
  }

  /// Whether it may be why a claim fails.
  ///
  /// A run looks each millisecond, and on a machine that has nothing else to do it is a tenth of one late. What experiments
  /// measure begins at some ten: a delayed acknowledgment, the delay of a wire.
  public var isConsiderable: Bool { longestStall >= Self.stallMin || stolen >= Self.stolenMin }

  static let stallMin: Int64 = 5_000_000
  /// Two ticks of the clock by which the kernel tells it.
  static let stolenMin: Int64 = 20_000_000

  /// "stood still for 12.3 ms at most, 40.0 ms stolen".
  public var text: String {
    "stood still for \(Milliseconds.text(nanoseconds: longestStall)) ms at most, "
      + "\(Milliseconds.text(nanoseconds: stolen)) ms stolen"
  }
}
