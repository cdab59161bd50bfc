/// One worker process of a crew, before it starts and after it ended too: its name, not its pid.
public struct Member: Hashable, Sendable, Comparable {
  /// Which station it is for, 1 ...
  public let station: Int
  /// No two members of a crew have the same.
  let serial: Int

  /// The older one first.
  public static func < (one: Member, other: Member) -> Bool { one.serial < other.serial }
}
