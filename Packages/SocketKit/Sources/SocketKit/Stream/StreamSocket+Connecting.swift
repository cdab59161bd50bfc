internal import Glibc

extension StreamSocket {
  /// A connected socket, however long that takes.
  ///
  /// - Parameter deadline: CLOCK_MONOTONIC in nanoseconds; nil leaves it to the kernel, which gives up after some two
  ///   minutes (tcp(7), tcp_syn_retries).
  /// - Throws: `.timedOut` at the deadline too.
  public static func connected(to address: SocketAddress, until deadline: Int64?) throws(Errno) -> StreamSocket {
    let socket = try StreamSocket(for: address)
    guard try socket.connect(to: address) == .inProgress else { return socket }
    let number = socket.descriptor.rawValue
    var entry = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    let ready = try SystemCall.run("poll", on: number, "POLLOUT") {
      // Anew for each repetition: the time before a signal counts. A begun millisecond is waited for.
      let left = deadline.map { CInt(clamping: max(0, $0 - Timestamp.monotonicNow + 999_999) / 1_000_000) }
      return poll(&entry, 1, left ?? -1)
    }
    guard ready > 0 else { throw .timedOut }
    if let error = try socket.pendingError() { throw error }
    return socket
  }
}
