internal import PacketCodec
internal import SocketKit

// Where the two packages of the ground floor meet: one knows the kernel's addresses, the other the wire's.
extension SocketAddress {
  init(_ address: IPv4Address, port: UInt16) {
    let octets = withUnsafeBytes(of: address.rawValue.bigEndian) { Array($0) }
    self.init(IPAddress(octets[0], octets[1], octets[2], octets[3]), port: port)
  }
}
