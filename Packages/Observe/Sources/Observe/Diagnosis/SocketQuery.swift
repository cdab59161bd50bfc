public import SocketKit

/// Which sockets a dump is to show, and how much of each.
///
/// All of it is decided in the kernel: a socket that is not asked for costs a comparison there, and is neither
/// described nor copied.
public struct SocketQuery: Hashable, Sendable {
  /// A port that a socket must have.
  public enum PortFilter: Hashable, Sendable {
    /// At our end.
    case local(UInt16)
    /// At the peer's end.
    case remote(UInt16)
    /// At either end: both sockets of a connection over loopback, and the listener.
    case either(UInt16)
  }

  /// What to say of each socket beyond its addresses, state, timer and queues.
  public struct Details: OptionSet, Hashable, Sendable {
    /// The kernel's bits: extension n is bit n − 1.
    public let rawValue: UInt8

    /// Takes the kernel's bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `SocketSnapshot.information`.
    public static let information = Details(rawValue: 1 << 1)
    /// `SocketSnapshot.congestionAlgorithm`.
    public static let congestionAlgorithm = Details(rawValue: 1 << 3)
    /// All that a snapshot can hold.
    public static let all: Details = [.information, .congestionAlgorithm]
  }

  /// Sockets in another state are left out.
  public var states: Set<TCPSocketState>
  /// Sockets without this port are left out; nil takes any.
  public var port: PortFilter?
  /// What else to say.
  public var details: Details

  /// A query from its parts; as it stands, all sockets with all details.
  public init(
    states: Set<TCPSocketState> = Set(TCPSocketState.allCases), port: PortFilter? = nil, details: Details = .all
  ) {
    self.states = states
    self.port = port
    self.details = details
  }

  /// The states as the kernel wants them: state n is bit n.
  var stateMask: UInt32 {
    let mask = states.reduce(UInt32(0)) { $0 | 1 << UInt32($1.rawValue) }
    // The kernel keeps half-open connections as NEW_SYN_RECV and shows them as SYN_RECV: one name here.
    let halfOpen = UInt32(1) << TCPSocketState.synReceived.rawValue | 1 << TCPSocketState.newSynReceived.rawValue
    return mask & halfOpen == 0 ? mask : mask | halfOpen
  }
}
