internal import CSocketShims
internal import Glibc

/// A TCP socket in LISTEN: it gives connections and has no octets of its own.
public struct ListeningSocket: ~Copyable, Sendable {
  /// The socket's descriptor, lent for registering.
  public let descriptor: FileDescriptor

  /// Takes over a descriptor that listens already, as one inherited from a parent; if it is not nonblocking, `accept`
  /// waits.
  public init(owning descriptor: consuming FileDescriptor) { self.descriptor = descriptor }

  /// Looks whether a descriptor, which another program may have left here, is a socket that listens. Whatever it is, it
  /// stays as it is.
  ///
  /// - Throws: `.invalidArgument` for a socket that does not listen, what getsockopt(2) says of what is none.
  public static func expect(at number: CInt) throws(Errno) {
    var listens: CInt = 0
    var length = socklen_t(MemoryLayout<CInt>.size)
    _ = try SystemCall.run("getsockopt", on: number, "SO_ACCEPTCONN") {
      getsockopt(number, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length)
    }
    guard listens != 0 else { throw .invalidArgument }
  }

  /// socket, SO_REUSEADDR, bind, listen.
  ///
  /// - Parameters:
  ///   - address: port 0 lets the kernel choose; `localAddress()` tells.
  ///   - backlog: connections the kernel completes and holds before accept; 1 ..., cut by net.core.somaxconn.
  ///   - sharesPort: SO_REUSEPORT, for workers that listen beside each other.
  /// - Throws: `.addressInUse`, `.addressNotAvailable`, `.permissionDenied` for a port under 1024.
  public init(on address: SocketAddress, backlog: Int, sharesPort: Bool = false) throws(Errno) {
    let socket = try StreamSocket(for: address)
    try socket.set(.reuseAddress, to: true)
    if sharesPort { try socket.set(.reusePort, to: true) }
    if address.address == .anyIPv6 { try socket.set(.ipv6Only, to: false) }
    try socket.bind(to: address)
    let number = socket.descriptor.rawValue
    _ = try SystemCall.run("listen", on: number, "\(backlog)") { listen(number, CInt(clamping: backlog)) }
    descriptor = socket.intoDescriptor()
  }

  /// A connection and who is at its other end.
  public struct Accepted: ~Copyable, Sendable {
    /// Nonblocking, closed on exec.
    public let socket: StreamSocket
    /// The peer, or nil for an address family this package does not know.
    public let peer: SocketAddress?

    /// Takes the pair apart.
    public consuming func intoSocket() -> StreamSocket { socket }
  }

  /// The next connection of the accept queue.
  ///
  /// - Returns: nil when none waits.
  /// - Throws: `.tooManyOpenFiles` and its kin, when the connection stays in the queue and the socket stays readable;
  ///   `.connectionAborted` for one that is gone (go on accepting). One that the peer reset while it waited comes as any
  ///   other on Linux, and its first read throws `.connectionReset`.
  public borrowing func accept() throws(Errno) -> Accepted? {
    let number = descriptor.rawValue
    var storage = sockaddr_storage()
    var length = CUnsignedInt(MemoryLayout<sockaddr_storage>.size)
    do throws(Errno) {
      let accepted = try SystemCall.run("accept4", on: number, SocketAddress(kernelForm: storage)?.description ?? "") {
        csocket_accept(number, &storage, &length)
      }
      return Accepted(
        socket: StreamSocket(owning: FileDescriptor(owning: accepted)), peer: SocketAddress(kernelForm: storage))
    } catch {
      guard error == .wouldBlock else { throw error }
      return nil
    }
  }

  /// Where it really listens.
  public borrowing func localAddress() throws(Errno) -> SocketAddress { try descriptor.localAddress() }
}
