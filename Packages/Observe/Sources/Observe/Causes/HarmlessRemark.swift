/// Sockets that look odd, and are as they should be.
public struct HarmlessRemark: Hashable, Sendable {
  /// What they are.
  public enum Kind: Hashable, Sendable {
    /// TIME_WAIT: both ends have closed, and the port rests.
    case timeWait
    /// FIN_WAIT2 that no process holds: the kernel ends it.
    case abandonedFinWait2
    /// SYN_RECV, too few to matter.
    case halfOpen
  }

  /// What they are.
  public var kind: Kind
  /// How many.
  public var sockets: Int
  /// Until the last is gone, if no more come; nil when that is not for a timer to say.
  public var goneMilliseconds: Int?
}
