internal import CSocketShims
internal import Glibc

/// A TCP socket, nonblocking and closed on exec: unconnected, connecting, or one end of a connection.
public struct StreamSocket: ~Copyable, Sendable {
  /// The socket's descriptor, lent for registering and for logs.
  public let descriptor: FileDescriptor

  /// Takes over a descriptor that is a TCP socket.
  public init(owning descriptor: consuming FileDescriptor) { self.descriptor = descriptor }

  /// An unconnected socket, fit for `address`'s family.
  public init(for address: SocketAddress) throws(Errno) {
    let family = address.address.isIPv6 ? AF_INET6 : AF_INET
    let kind = CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    descriptor = FileDescriptor(
      owning: try SystemCall.run("socket", "\(family == AF_INET ? "AF_INET" : "AF_INET6"), SOCK_STREAM") {
        socket(family, kind, 0)
      })
  }

  /// Gives the socket a local address before it connects; port 0 leaves the port to the kernel.
  public borrowing func bind(to address: SocketAddress) throws(Errno) {
    let number = descriptor.rawValue
    _ = try SystemCall.run("bind", on: number, "\(address)") {
      address.withKernelForm { Glibc.bind(number, $0, $1) }
    }
  }

  /// How far a connect came.
  public enum ConnectProgress: Hashable, Sendable {
    /// ESTABLISHED.
    case connected
    /// SYN-SENT: writable means decided; then ask `pendingError()`.
    case inProgress
  }

  /// Sends a SYN, or finds the answer of one already sent.
  public borrowing func connect(to address: SocketAddress) throws(Errno) -> ConnectProgress {
    let number = descriptor.rawValue
    do throws(Errno) {
      _ = try SystemCall.run("connect", on: number, "\(address)") {
        address.withKernelForm { Glibc.connect(number, $0, $1) }
      }
      return .connected
    } catch {
      guard error == .inProgress else { throw error }
      return .inProgress
    }
  }

  /// SO_ERROR, which reading clears: why a connect failed or a connection broke, or nil.
  public borrowing func pendingError() throws(Errno) -> Errno? {
    let number = try option(.pendingError)
    return number == 0 ? nil : Errno(rawValue: number)
  }

  /// Our end.
  public borrowing func localAddress() throws(Errno) -> SocketAddress { try descriptor.localAddress() }

  /// The peer's end.
  ///
  /// - Throws: `.notConnected` before the handshake and after a reset.
  public borrowing func peerAddress() throws(Errno) -> SocketAddress { try descriptor.peerAddress() }

  /// Which half of a connection to close.
  public enum Side: Hashable, Sendable {
    /// No more reads: what arrives is dropped without a word to the peer.
    case reading
    /// No more writes: FIN after what is queued.
    case writing
    /// Both.
    case both
  }

  /// shutdown(2): closes a half for every holder of the socket; the descriptor stays.
  public borrowing func shutdown(_ side: Side) throws(Errno) {
    let number = descriptor.rawValue
    let (how, word) =
      switch side {
      case .reading: (CInt(SHUT_RD), "SHUT_RD")
      case .writing: (CInt(SHUT_WR), "SHUT_WR")
      case .both: (CInt(SHUT_RDWR), "SHUT_RDWR")
      }
    _ = try SystemCall.run("shutdown", on: number, word) { Glibc.shutdown(number, how) }
  }

  /// Closes with RST instead of FIN: what is queued is thrown away, nothing waits in TIME-WAIT.
  ///
  /// Source: RFC 9293 §3.10.5 (ABORT); socket(7), SO_LINGER with 0.
  public consuming func abort() {
    try? set(.linger, to: .seconds(0))
  }
  /// Gives up the socket and keeps its descriptor.
  public consuming func intoDescriptor() -> FileDescriptor { descriptor }
}
