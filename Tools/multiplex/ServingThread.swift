import SocketKit

/// A server's end with a thread of its own, which reads, waits and answers as if it were alone.
enum ServingThread {
  /// Starts it; where the kernel gives no thread, the peer sees RST.
  static func start(_ socket: consuming StreamSocket, delay: Duration) throws(Errno) {
    let number = socket.intoDescriptor().release()
    do throws(Errno) {
      try DetachedThread.start {
        // Whatever goes wrong, the client at the other end finds out.
        try? serve(StreamSocket(owning: FileDescriptor(owning: number)), delay)
      }
    } catch {
      StreamSocket(owning: FileDescriptor(owning: number)).abort()
      throw error
    }
  }

  private static func serve(_ socket: consuming StreamSocket, _ delay: Duration) throws(Errno) {
    try socket.descriptor.setNonblocking(false)
    var party = Party(socket, .server, .hearing)
    while true {
      switch try party.hear() {
      case .goesOn: continue
      case .waits:
        SystemCall.sleep(until: Timestamp.monotonicNow + delay.wholeNanoseconds)
        return try party.say(Message.answer(to: party.received))
      case .answered, .failed, .over: return
      }
    }
  }
}
