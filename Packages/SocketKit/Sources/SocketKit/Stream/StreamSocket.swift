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

  /// Gives the socket the address it connects from, and leaves the port to connect, which knows the peer: then the port is
  /// taken for this pair of addresses only, and not for all (IP_BIND_ADDRESS_NO_PORT).
  ///
  /// - Throws: `.addressNotAvailable` for an address that is not ours.
  public borrowing func bind(toAddress address: IPAddress) throws(Errno) {
    try set(.bindAddressOnly, to: true)
    try bind(to: SocketAddress(address, port: 0))
  }

  /// How far a connect came.
  public enum ConnectProgress: Hashable, Sendable {
    /// ESTABLISHED.
    case connected
    /// SYN-SENT: writable means decided; then ask `pendingError()`.
    case inProgress
  }

  /// Sends a SYN, or finds what became of one already sent.
  ///
  /// - Throws: why it failed, as `pendingError()` would; EISCONN from the second call on after `.connected`.
  public borrowing func connect(to address: SocketAddress) throws(Errno) -> ConnectProgress {
    let number = descriptor.rawValue
    do throws(Errno) {
      _ = try SystemCall.run("connect", on: number, "\(address)") {
        address.withKernelForm { Glibc.connect(number, $0, $1) }
      }
      return .connected
    } catch {
      guard error == .inProgress || error == Errno(rawValue: EALREADY) else { throw error }
      return .inProgress
    }
  }

  /// Our end.
  public borrowing func localAddress() throws(Errno) -> SocketAddress { try descriptor.localAddress() }

  /// The peer's end.
  ///
  /// - Throws: `.notConnected` before the handshake and after a reset.
  public borrowing func peerAddress() throws(Errno) -> SocketAddress { try descriptor.peerAddress() }

  /// Gives up the socket and keeps its descriptor.
  public consuming func intoDescriptor() -> FileDescriptor { descriptor }
}
