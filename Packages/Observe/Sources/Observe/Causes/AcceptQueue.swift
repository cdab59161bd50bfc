/// The connections that wait for accept(2).
public struct AcceptQueue: Hashable, Sendable {
  /// How many.
  public var waiting: Int
  /// How many may: the kernel takes one more, and then none.
  public var backlog: Int
  /// Connections that waited in the first look and wait in the second.
  public var standing: Int
  /// Connections that found the queue full between the two looks, at any listener of the network namespace.
  public var overflows: Int
  /// What the process that listens has of descriptors; nil when that is not to be seen.
  public var descriptors: DescriptorUse?

  /// A queue from its parts.
  public init(waiting: Int, backlog: Int, standing: Int, overflows: Int, descriptors: DescriptorUse?) {
    self.waiting = waiting
    self.backlog = backlog
    self.standing = standing
    self.overflows = overflows
    self.descriptors = descriptors
  }

  /// Who comes now is dropped.
  public var isFull: Bool { waiting > backlog }
}
