/// A descriptor that a process opened or closed between two looks.
public struct DescriptorChange: Hashable, Sendable {
  /// Whose.
  public var process: Int
  /// Its number.
  public var number: Int
  /// What it refers to, as /proc shows it: "socket:[4711]", "/etc/hosts".
  public var target: String
  /// True when it appeared, false when it went.
  public var isOpen: Bool

  /// A change from its parts.
  public init(process: Int, number: Int, target: String, isOpen: Bool) {
    self.process = process
    self.number = number
    self.target = target
    self.isOpen = isOpen
  }
}
