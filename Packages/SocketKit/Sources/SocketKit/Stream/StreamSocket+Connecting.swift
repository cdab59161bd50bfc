extension StreamSocket {
  /// A connected socket, however long that takes.
  ///
  /// - Parameters:
  ///   - address: the peer.
  ///   - deadline: CLOCK_MONOTONIC in nanoseconds; nil leaves it to the kernel, which gives up after some two minutes
  ///     (tcp(7), tcp_syn_retries).
  /// - Throws: `.timedOut` at the deadline too.
  public static func connected(to address: SocketAddress, until deadline: Int64?) throws(Errno) -> StreamSocket {
    let socket = try StreamSocket(for: address)
    guard try socket.connect(to: address) == .inProgress else { return socket }
    guard try socket.descriptor.waitUntilWritable(by: deadline) else { throw .timedOut }
    if let error = try socket.pendingError() { throw error }
    return socket
  }
}
