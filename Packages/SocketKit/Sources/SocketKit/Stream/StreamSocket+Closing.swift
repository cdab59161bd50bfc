internal import Glibc

extension StreamSocket {
  /// Which half of a connection to close.
  public enum Side: Hashable, Sendable {
    /// A read that finds nothing is the end. The peer hears nothing of it, and Linux goes on taking what it sends.
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

  /// FIN behind what is queued, on a connection that may be gone already.
  ///
  /// - Throws: why it is gone, where shutdown(2) says only that it is: `.connectionReset` when somebody has read the true
  ///   reason before.
  public borrowing func finish() throws(Errno) {
    do throws(Errno) {
      try shutdown(.writing)
    } catch {
      guard error == .notConnected else { throw error }
      throw try pendingError() ?? .connectionReset
    }
  }

  /// Whether nothing more can come of a connection that both ends have closed: both FINs are acknowledged.
  ///
  /// No readiness tells it; ask again after a while. TIME_WAIT counts as settled: the kernel keeps it apart from the
  /// socket.
  ///
  /// What the peer's kernel has acknowledged its program may still throw away; it tells us only before its own FIN.
  ///
  /// - Throws: why the connection ended otherwise, as `.connectionReset` by a peer that threw away what it had not read.
  public borrowing func isSettled() throws(Errno) -> Bool {
    let state = try information().state
    if let error = try pendingError() { throw error }
    return state == .closed
  }

  /// Closes with RST instead of FIN: what is queued is thrown away, nothing waits in TIME-WAIT.
  ///
  /// Source: RFC 9293 §3.10.5 (ABORT); socket(7), SO_LINGER with 0.
  public consuming func abort() {
    try? set(.linger, to: .seconds(0))
  }
}
