import SocketKit
import Testing

/// Frames whose number, size and content are known without looking at a capture.
extension PrivateMachine {
  /// Octets of a frame that `sendDatagrams` makes: 1400 digits behind Ethernet, IPv4 and UDP.
  static let datagramFrameOctets = 1400 + 14 + 20 + 8

  /// Sends datagrams with the numbers from 1 on in 1400 digits to a port of its loopback where nobody is, and waits until
  /// the kernel has thrown all away: each has passed every capture then.
  func sendDatagrams(_ count: Int) throws {
    let before = try datagramsThrownAway()
    let script = "for number in {1..\(count)}; do printf %01400d $number > /dev/udp/127.0.0.1/9; done"
    try succeed(["bash", "-c", script])
    let havePassed = try Patience.wait { try datagramsThrownAway() == before + count }
    try #require(havePassed, "not all of \(count) datagrams arrived")
  }

  /// Source: RFC 4113, udpNoPorts.
  private func datagramsThrownAway() throws -> Int {
    let table = String(
      decoding: try FileDescriptor.contents(of: "/proc/\(first)/net/snmp", limit: 1 << 16), as: UTF8.self)
    let lines = table.split(separator: "\n").filter { $0.hasPrefix("Udp: ") }.map { $0.split(separator: " ") }
    try #require(lines.count == 2)
    let column = try #require(lines[0].firstIndex(of: "NoPorts"))
    return try #require(Int(lines[1][column]))
  }
}
