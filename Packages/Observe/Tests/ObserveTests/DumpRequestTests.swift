import SocketKit
import Testing

@testable import Observe

@Suite struct `A request for a dump` {
  private func request(_ query: SocketQuery) -> [UInt8] { DumpRequest.octets(for: query, sequence: 0x0403_0201) }

  @Test func `says its length, kind, flags and sequence, then details and states`() {
    let octets = request(SocketQuery(states: [.listen], details: .congestionAlgorithm))
    #expect(octets.count == 76)
    #expect(octets[..<16] == [76, 0, 0, 0, 18, 0, 0x01, 0x03, 1, 2, 3, 4, 0, 0, 0, 0])
    #expect(octets[19] == 8)
    #expect(octets[68 ..< 76] == [0, 4, 0, 0, 0, 0, 0, 0])
  }

  @Test func `for a port carries its program as the first attribute`() {
    let octets = request(SocketQuery(port: .either(80)))
    #expect(octets.count == 76 + 4 + 20)
    #expect(octets[0] == 100)
    #expect(octets[76 ..< 80] == [24, 0, 1, 0])
    #expect(Array(octets[80...]) == PortProgram(.either(80)).octets)
  }
}
