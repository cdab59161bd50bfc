import PacketCodec
import Testing

@testable import UStackTool

/// Frames that come off an interface which the kernel uses, too.
@Suite struct `A frame of a shared interface` {
  static let own = MACAddress(0x0200_0000_0007)
  static let other = MACAddress(0x0200_0000_0001)

  private func isAdmitted(
    _ share: AddressShare, from source: MACAddress = other, to destination: MACAddress = own,
    _ transport: IPProtocol = .tcp, port: UInt16 = 80, fragment: FragmentField = .whole(mayFragment: false),
    cutTo count: Int = .max
  ) -> Bool {
    let payload = [UInt8](repeating: 0, count: 2) + [UInt8(port >> 8), UInt8(port & 255)] + [0, 0, 0, 0]
    let header = IPv4Header(
      source: IPv4Address(10, 0, 0, 1), destination: IPv4Address(10, 0, 0, 7), protocol: transport,
      payloadCount: payload.count, identification: 0, fragment: fragment)
    let octets = [UInt8](capacity: 64) {
      EthernetHeader(destination: destination, source: source, type: .ipv4).encode(into: &$0)
      header.encode(into: &$0)
    }
    let frame = (octets + payload).prefix(count)
    return FrameAdmission(station: Self.own, share: share).admits(Array(frame).span.bytes)
  }

  @Test func `for our station is ours where the address is`() {
    #expect(isAdmitted(.whole))
    #expect(isAdmitted(.whole, to: .broadcast))
    #expect(isAdmitted(.whole, .udp))
  }

  @Test func `for another station, or from our own, is not`() {
    #expect(!isAdmitted(.whole, to: Self.other))
    #expect(!isAdmitted(.whole, from: Self.own, to: .broadcast))
  }

  @Test func `is ours at a borrowed address only for the one port`() {
    #expect(isAdmitted(.port(80)))
    #expect(!isAdmitted(.port(81)))
    #expect(!isAdmitted(.answers))
  }

  @Test func `is the kernel's at a borrowed address where nobody can tell whose port it is for`() {
    #expect(!isAdmitted(.port(80), .udp))
    #expect(!isAdmitted(.port(80), fragment: FragmentField(rawValue: 0x2000)))
    #expect(!isAdmitted(.port(80), fragment: FragmentField(rawValue: 3)))
  }

  @Test func `with ICMP is ours too, since it may answer us`() {
    #expect(isAdmitted(.answers, .icmp) && isAdmitted(.port(80), .icmp))
  }

  @Test(arguments: 0 ..< 38) func `that ends early is nobody's`(_ count: Int) {
    #expect(!isAdmitted(.port(80), cutTo: count))
    if count < 14 { #expect(!isAdmitted(.whole, cutTo: count)) }
  }
}
