/// One run of octets that arrived out of order.
///
/// The edges are the peer's word: they may lie in the wrong order or anywhere, so they are no `SequenceWindow` yet.
///
/// Source: RFC 2018 §3.
public struct SACKBlock: Hashable, Sendable {
  /// The first place of the run.
  public var leftEdge: SequenceNumber
  /// The first place behind the run.
  public var rightEdge: SequenceNumber

  /// A block with these edges.
  public init(leftEdge: SequenceNumber, rightEdge: SequenceNumber) {
    self.leftEdge = leftEdge
    self.rightEdge = rightEdge
  }

  /// The run, or nil when the edges enclose nothing.
  public var window: SequenceWindow? {
    let count = rightEdge.distance(from: leftEdge)
    return count > 0 ? SequenceWindow(start: leftEdge, count: count) : nil
  }
}
