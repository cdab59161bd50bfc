/// The fixed part of a socket's description: 127.0.0.1:80 to 127.0.0.2:8080, with nothing waiting, unless a test says
/// otherwise.
struct SocketOctets {
  var family: UInt8 = 2
  var state: UInt8 = 1
  var timer: UInt8 = 0
  var retransmissions: UInt8 = 0
  var local: [UInt8] = [127, 0, 0, 1] + [UInt8](repeating: 0, count: 12)
  var remote: [UInt8] = [127, 0, 0, 2] + [UInt8](repeating: 0, count: 12)
  var interface: UInt32 = 0
  var expires: UInt32 = 0
  var received: UInt32 = 0
  var unacknowledged: UInt32 = 0

  var octets: [UInt8] {
    [family, state, timer, retransmissions] + UInt16(80).bigEndian.octets + UInt16(8080).bigEndian.octets
      + local + remote + interface.octets + UInt64(0x0123_4567_89AB_CDEF).octets
      + expires.octets + received.octets + unacknowledged.octets + UInt32(1000).octets + UInt32(4711).octets
  }
}
