/// One descriptor of a process: its number and what it refers to.
public struct OpenDescriptor: Hashable, Sendable {
  /// 0 ...
  public var number: CInt
  /// What it refers to.
  public var target: DescriptorTarget

  /// A descriptor from its parts.
  public init(number: CInt, target: DescriptorTarget) {
    self.number = number
    self.target = target
  }
}
