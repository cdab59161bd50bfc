import SocketKit
import Testing

@Suite struct `The kernel's account as octets` {
  private static func information(_ octets: [UInt8]) -> TCPInformation { TCPInformation(kernelForm: octets.span.bytes) }

  @Test func `is read at the kernel's places`() {
    var octets = [UInt8](repeating: 0, count: 232)
    octets[0] = 8
    octets[1] = 3
    octets[2] = 2
    octets[8] = 0x40
    octets[16] = 0xB4
    octets[17] = 0x05
    octets[44] = 11
    octets[56] = 12
    octets[68] = 7
    octets[80] = 10
    octets[100] = 4
    octets[120] = 9
    octets[127] = 0x7F
    octets[128] = 5
    let account = Self.information(octets)
    #expect(account.state == .closeWait)
    #expect(account.congestionState == .recovery)
    #expect(account.unansweredRetransmissions == 2)
    #expect(account.retransmissionTimeoutMicroseconds == 0x40)
    #expect(account.sendMaximumSegmentSize == 1460)
    #expect(account.roundTripMicroseconds == 7)
    #expect(account.sinceDataSentMilliseconds == 11)
    #expect(account.sinceAcknowledgmentMilliseconds == 12)
    #expect(account.congestionWindowSegments == 10)
    #expect(account.retransmittedSegments == 4)
    #expect(account.octetsAcknowledged == 0x7F00_0000_0000_0009)
    #expect(account.octetsReceived == 5)
  }

  @Test(arguments: 0 ... 300)
  func `may be of any length`(length: Int) {
    let account = Self.information([UInt8](repeating: 1, count: length))
    #expect(account.state == (length > 0 ? .established : .closed))
    #expect(account.octetsReceived == (length >= 136 ? 0x0101_0101_0101_0101 : account.octetsReceived))
    #expect(length > 128 || account.octetsReceived == 0)
  }

  @Test func `with numbers from a stranger is no trap`() {
    let account = Self.information([UInt8](repeating: 0xFF, count: 256))
    #expect(account.state == .closed)
    #expect(account.congestionState == .open)
    #expect(account.octetsAcknowledged == .max)
  }
}
