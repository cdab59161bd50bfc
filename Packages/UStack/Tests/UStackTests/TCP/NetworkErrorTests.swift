import PacketCodec
import Testing

@testable import UStack

@Suite struct `An error about an open connection` {
  /// Shows: RFC 9293 MUST-47, MUST-54, MUST-56, SHLD-25; RFC 1122 §3.2.2.1b, §3.2.2.4, §3.2.2.5; RFC 5927 §5.2.
  @Test(arguments: [
    ICMPMessage.destinationUnreachable(.network, nextHopMTU: 0), .destinationUnreachable(.host, nextHopMTU: 0),
    .destinationUnreachable(ICMPUnreachableCode(rawValue: 5), nextHopMTU: 0), .timeExceeded(code: 0),
    .timeExceeded(code: 1),
    .parameterProblem(code: 0, pointer: 0), .destinationUnreachable(.transportProtocol, nextHopMTU: 0),
    .destinationUnreachable(.port, nextHopMTU: 0),
  ])
  func `is told to the application and ends nothing`(message: ICMPMessage) throws {
    var scenario = try Scenario.established()
    _ = scenario.write(10)
    _ = scenario.sent()
    _ = scenario.events()
    let isBelieved = scenario.tcp.receive(message, about: scenario.quotation(sequence: 1), now: scenario.now)
    #expect(isBelieved)
    #expect(scenario.events() == .troubled)
    scenario.receive(". 1:1(0) ack 11")
    #expect(scenario.state == .established)
  }

  /// Shows: RFC 9293 MUST-54.
  @Test func `is not told to its neighbour on the next port`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(10)
    _ = scenario.sent()
    _ = scenario.events()
    var quoted = scenario.quotation(sequence: 1)
    quoted.leadingOctets ^= 1 << 32
    let isBelieved = scenario.tcp.receive(.timeExceeded(code: 0), about: quoted, now: scenario.now)
    #expect(!isBelieved)
    #expect(scenario.events() == [])
  }
}
