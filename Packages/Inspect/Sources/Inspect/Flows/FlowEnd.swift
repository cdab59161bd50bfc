/// How a flow came to its end.
public enum FlowEnd: String, Hashable, Sendable, CaseIterable {
  /// Both ends sent FIN, and have each other's.
  case closed
  /// One end sent RST.
  case reset
  /// Nothing passed for a while.
  case idle
  /// It had to make room.
  case evicted
  /// The watch ended first.
  case watched = "open"
}
