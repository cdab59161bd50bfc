/// Which way a frame goes over a link of two ends.
public enum LinkDirection: String, Hashable, Sendable, CaseIterable {
  /// From the first end to the second.
  case forward
  /// From the second end to the first.
  case backward

  /// The other way.
  public var reversed: LinkDirection { self == .forward ? .backward : .forward }
}
