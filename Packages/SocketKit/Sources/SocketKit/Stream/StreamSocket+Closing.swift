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

  /// Closes with RST instead of FIN: what is queued is thrown away, nothing waits in TIME-WAIT.
  ///
  /// Source: RFC 9293 §3.10.5 (ABORT); socket(7), SO_LINGER with 0.
  public consuming func abort() {
    try? set(.linger, to: .seconds(0))
  }
}
