public import PacketCodec
public import UStack

/// Where a tool's stack stands, as its command line says.
public struct StackOptions: Hashable, Sendable {
  /// Whether the link cuts segments and adds up checksums.
  public enum Offload: String, CaseIterable, Hashable, Sendable {
    /// It does.
    case on
    /// The stack does all of it.
    case off
  }

  /// The interface whose frames are shared with the kernel.
  public var interface: String?
  /// The TAP to make, or to take up, instead.
  public var tap: String?
  /// The stack's address and network; nil borrows the interface's own.
  public var address: InterfaceAddress?
  /// The router to other networks.
  public var gateway: IPv4Address?
  /// The stack's station; nil takes the interface's own, or one by chance on a TAP.
  public var station: MACAddress?
  /// Octets of the longest datagram; nil takes the interface's.
  public var mtu: Int?
  /// How congestion windows grow and shrink.
  public var congestion = ConnectionOptions.CongestionAlgorithm.cubic
  /// Whether a window leaves over a round trip instead of in a burst.
  public var isPaced = false
  /// What the link does for the stack.
  public var offload = Offload.off
  /// Looks for frames a while before it sleeps.
  public var busyPoll = false
  /// Where the frames are logged as pcapng.
  public var log: String?
  /// Tells each frame.
  public var trace = false

  /// Nowhere yet.
  public init() {}

  /// What connections are given.
  public var connection: ConnectionOptions {
    var options = ConnectionOptions()
    options.congestion = congestion
    options.pacing = isPaced ? .window : .off
    return options
  }
}
