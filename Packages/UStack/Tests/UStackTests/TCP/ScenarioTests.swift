import PacketCodec
import Testing

@testable import UStack

@Suite struct `A script of segments` {
  @Test func `runs as docs/tcp.md has it`() throws {
    var scenario = try Scenario.established(offer: "<mss 1000,sackOK>", window: 8000)
    #expect(scenario.write(2500) == 2500)
    #expect(scenario.sent() == [". 1:1001(1000) ack 1", ". 1001:2001(1000) ack 1", "P. 2001:2501(500) ack 1"])
    #expect(scenario.pass(.milliseconds(100)) == [])
    scenario.receive(". 1:1(0) ack 2501 win 0")
    _ = scenario.write(10)
    #expect(scenario.sent() == [])
    #expect(scenario.pass(.seconds(1)) == ["+300 . 2500:2500(0) ack 1", "+900 . 2500:2500(0) ack 1"])
    scenario.receive("P. 1:6(5) ack 2501 win 500")
    #expect(scenario.sent(window: true, options: true) == ["P. 2501:2511(10) ack 6 win 65530 <>"])
    #expect(scenario.read().text.count == 5)
  }
}
