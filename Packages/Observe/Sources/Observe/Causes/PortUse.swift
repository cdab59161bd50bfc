/// The ports that connections from one address to one place have taken.
public struct PortUse: Hashable, Sendable {
  /// Where the ports are looked for.
  public var range: ClosedRange<UInt16>
  /// How many the range has, without those that are reserved.
  public var ports: Int
  /// Taken by connections in TIME_WAIT.
  public var timeWait: Int
  /// Taken by connections that somebody uses, or that are being closed.
  public var live: Int

  /// A use from its parts.
  public init(range: ClosedRange<UInt16>, ports: Int, timeWait: Int, live: Int) {
    self.range = range
    self.ports = ports
    self.timeWait = timeWait
    self.live = live
  }

  /// Fewer than one port in twenty is left: a burst finds none.
  var isNearlyAll: Bool { timeWait + live > ports - max(1, ports / 20) }
}
