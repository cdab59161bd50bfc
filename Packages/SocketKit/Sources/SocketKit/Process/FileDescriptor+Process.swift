internal import CSocketShims

extension FileDescriptor {
  /// A process, ours or not, as a descriptor that is readable from its end on: pidfd_open(2).
  ///
  /// - Throws: `.noSuchProcess` when there is none of that number.
  public static func process(_ number: CInt) throws(Errno) -> FileDescriptor {
    FileDescriptor(owning: try SystemCall.run("pidfd_open", "\(number)") { csocket_pidfd_open(number) })
  }

  /// Sends a signal to the process that `process(_:)` made this descriptor of, and never to a later one of its number:
  /// pidfd_send_signal(2).
  ///
  /// - Throws: `.noSuchProcess` when it ended and was reaped, `.notPermitted` for another user's.
  public borrowing func signalProcess(_ signal: Signal) throws(Errno) {
    let number = rawValue
    _ = try SystemCall.run("pidfd_send_signal", on: number, "\(signal)") {
      csocket_pidfd_signal(number, signal.rawValue)
    }
  }
}
