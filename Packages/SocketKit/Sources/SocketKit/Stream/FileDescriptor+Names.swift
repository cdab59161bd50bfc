internal import Glibc

// What a socket is called at both its ends; connected and listening sockets share it.
extension FileDescriptor {
  borrowing func localAddress() throws(Errno) -> SocketAddress { try socketName("getsockname", getsockname) }

  borrowing func peerAddress() throws(Errno) -> SocketAddress { try socketName("getpeername", getpeername) }

  private borrowing func socketName(
    _ call: StaticString, _ ask: (CInt, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> CInt
  ) throws(Errno) -> SocketAddress {
    let number = rawValue
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    _ = try SystemCall.run(call, on: number, SocketAddress(kernelForm: storage)?.description ?? "") {
      withUnsafeMutablePointer(to: &storage) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { ask(number, $0, &length) }
      }
    }
    guard let address = SocketAddress(kernelForm: storage) else { throw .invalidArgument }
    return address
  }
}
