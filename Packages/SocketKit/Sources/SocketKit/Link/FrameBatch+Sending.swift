internal import CSocketShims

// How the frames of a batch leave.

extension FrameBatch {
  /// Hands the frames to a socket, the first first, until it takes no more; those that it took are gone from here.
  ///
  /// - Returns: false when the interface takes none now, and some are left.
  /// - Throws: what the socket says of the first frame that is left.
  public mutating func send(to socket: borrowing PacketSocket) throws(Errno) -> Bool {
    while count > 0 {
      let taken = try offer(to: socket)
      guard taken > 0 else { return false }
      removeFirst(taken)
    }
    return true
  }

  /// Hands the frames to a socket in one call, and keeps them.
  ///
  /// - Returns: how many of the first it took: 0 when it takes none now, or there are none.
  /// - Throws: what the socket says of the first frame.
  public mutating func offer(to socket: borrowing PacketSocket) throws(Errno) -> Int {
    guard count > 0 else { return 0 }
    let number = socket.descriptor.rawValue
    let (messages, lengths, first, left) = (messages, lengths, UInt32(first), UInt32(count))
    do throws(Errno) {
      return Int(
        try SystemCall.run("sendmmsg", on: number, "\(left)") {
          csocket_send_frames(number, messages, first, lengths, left)
        })
    } catch {
      guard error == .wouldBlock || error == .noBufferSpace else { throw error }
      return 0
    }
  }
}
