internal import CSocketShims

// What a program needs that carries frames from one interface to another.
extension PacketSocket {
  /// Asks for room for frames that wait to be received. Without CAP_NET_ADMIN over the whole machine it is cut to
  /// net.core.rmem_max, without a word.
  ///
  /// - Parameter octets: 1 ...; the kernel counts its own overhead, some 800 octets a frame, against twice as many.
  public borrowing func reserveReceiveBuffer(octets: Int) throws(Errno) {
    let number = descriptor.rawValue
    _ = try SystemCall.run("setsockopt", on: number, "SO_RCVBUFFORCE, \(octets)") {
      csocket_receive_buffer(number, CInt(clamping: octets))
    }
  }

  /// Frames for which the receive buffer had no room since the last call.
  public borrowing func takeDropped() throws(Errno) -> Int {
    let number = descriptor.rawValue
    return Int(try SystemCall.run("getsockopt", on: number, "PACKET_STATISTICS") { csocket_packet_drops(number) })
  }
}
