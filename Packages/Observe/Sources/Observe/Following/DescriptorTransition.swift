public import SocketKit

/// A descriptor that a process opened or closed between two looks.
public struct DescriptorTransition: Hashable, Sendable {
  /// Which of the two.
  public enum Change: Hashable, Sendable {
    /// It was not there before, or referred to something else.
    case opened
    /// It is not there any more, or refers to something else.
    case closed
  }

  /// When the look that shows it was over: the change happened before.
  public var observed: Timestamp
  /// When the look before began: the change happened after. Nil when there was none.
  public var since: Timestamp?
  /// What happened.
  public var change: Change
  /// To which number, and what it refers or referred to.
  public var descriptor: OpenDescriptor

  /// A transition from its parts.
  public init(observed: Timestamp, since: Timestamp?, change: Change, descriptor: OpenDescriptor) {
    self.observed = observed
    self.since = since
    self.change = change
    self.descriptor = descriptor
  }
}
