/// Something to look at.
public struct Alert: Hashable, Sendable {
  /// Which rule.
  public var rule: Rule
  /// Who did it, as far as a frame can say.
  public var source: Party
  /// To whom.
  public var destination: Party
  /// What was seen.
  public var detail: AlertDetail
  /// The frame that raised it: its time, nanoseconds since 1970.
  public var timestampNanoseconds: Int64
  /// The frame that raised it, counted from 1.
  public var frame: Int
}
