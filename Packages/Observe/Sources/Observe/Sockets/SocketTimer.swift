/// What a socket waits for, and how long it still will.
///
/// Source: sock_diag(7), idiag_timer and idiag_expires.
public struct SocketTimer: Hashable, Sendable {
  /// What happens when it runs out.
  public enum Kind: Hashable, Sendable {
    /// A segment without an acknowledgment is sent again, or a tail loss is probed for.
    case retransmission
    /// The peer is probed for life; in FIN_WAIT2 without an owner, the socket is given up.
    case keepAlive
    /// TIME_WAIT ends, or the FIN_WAIT2 that the kernel keeps in its stead.
    case timeWait
    /// The closed window of the peer is probed (RFC 9293 §3.8.6.1).
    case zeroWindowProbe
    /// A number that this package does not know.
    case other(UInt8)
  }

  /// What for.
  public var kind: Kind
  /// Milliseconds from the observation on; 0 when it is due now.
  public var expiresMilliseconds: Int

  /// A timer from its parts.
  public init(_ kind: Kind, expiresMilliseconds: Int) {
    self.kind = kind
    self.expiresMilliseconds = expiresMilliseconds
  }
}

extension SocketTimer {
  /// From the kernel's numbers; nil when no timer runs.
  init?(number: UInt8, expires: UInt32) {
    let kind: Kind
    switch number {
    case 0: return nil
    case 1: kind = .retransmission
    case 2: kind = .keepAlive
    case 3: kind = .timeWait
    case 4: kind = .zeroWindowProbe
    default: kind = .other(number)
    }
    self.init(kind, expiresMilliseconds: Int(expires))
  }
}

extension SocketTimer.Kind: CustomStringConvertible {
  /// "retransmission", "keepalive", "timewait", "probe", "timer-9".
  public var description: String {
    switch self {
    case .retransmission: "retransmission"
    case .keepAlive: "keepalive"
    case .timeWait: "timewait"
    case .zeroWindowProbe: "probe"
    case .other(let number): "timer-\(number)"
    }
  }
}
