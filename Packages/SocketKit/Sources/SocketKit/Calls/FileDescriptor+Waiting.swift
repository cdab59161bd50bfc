internal import Glibc

extension FileDescriptor {
  /// Sleeps until a read does not wait: there are octets, or the end of them.
  ///
  /// - Parameter deadline: CLOCK_MONOTONIC in nanoseconds; nil for none.
  /// - Returns: false when the deadline came first.
  public borrowing func waitUntilReadable(by deadline: Int64? = nil) throws(Errno) -> Bool {
    try wait(for: POLLIN, "POLLIN", by: deadline)
  }

  /// Sleeps until a write does not wait: something is taken, or the reader has left.
  ///
  /// - Parameter deadline: CLOCK_MONOTONIC in nanoseconds; nil for none.
  /// - Returns: false when the deadline came first.
  public borrowing func waitUntilWritable(by deadline: Int64? = nil) throws(Errno) -> Bool {
    try wait(for: POLLOUT, "POLLOUT", by: deadline)
  }

  private borrowing func wait(
    for events: CInt, _ name: String, by deadline: Int64?
  ) throws(Errno) -> Bool {
    let number = rawValue
    var entry = pollfd(fd: number, events: Int16(events), revents: 0)
    let ready = try SystemCall.run("poll", on: number, name) {
      // Anew for each repetition: the time before a signal counts.
      poll(&entry, 1, deadline.map(Self.milliseconds) ?? -1)
    }
    return ready > 0
  }

  /// From now to `deadline`. A begun millisecond is waited for.
  private static func milliseconds(until deadline: Int64) -> CInt {
    let now = Timestamp.monotonicNow
    return deadline > now ? CInt(clamping: (deadline - now - 1) / 1_000_000 + 1) : 0
  }
}
