import Inspect
import PacketCodec
import Testing

@Suite struct `A flow` {
  @Test func `is told once at its end, from the side that began`() {
    var watch = Watch()
    var connection = Connection()
    watch.see(all: connection.opening())
    watch.see(connection.segment(.client, .push, Array(repeating: 1, count: 100)))
    watch.see(connection.segment(.server, .push, Array(repeating: 1, count: 50)))
    let began = watch.now - 40_000
    watch.see(all: connection.closing())
    #expect(
      watch.flows == [
        FlowRecord(
          tuple: FiveTuple(
            .tcp, source: Endpoint(Host.client.address, 50_000), destination: Endpoint(Host.server.address, 80)),
          end: .closed, packetsOut: 5, packetsIn: 4, octetsOut: 48 + 3 * 40 + 140, octetsIn: 48 + 90 + 2 * 40,
          beganNanoseconds: began, endedNanoseconds: watch.now)
      ])
    watch.see(connection.segment(.client))
    watch.finish()
    #expect(watch.flows.count == 1)
    #expect(watch.inspector.counters.flows == 1)
  }

  @Test func `whose times go back is one, and does not end before it began`() {
    var watch = Watch()
    var connection = Connection()
    let start = watch.now
    for (number, frame) in connection.opening().enumerated() {
      watch.now = number == 1 ? 0 : start
      watch.see(frame)
    }
    watch.now = 0
    watch.see(connection.segment(.client, .push, [1]))
    watch.finish()
    #expect(watch.flows.map(\.packetsOut) == [3] && watch.flows.map(\.packetsIn) == [1])
    #expect(watch.flows.allSatisfy { $0.beganNanoseconds <= $0.endedNanoseconds })
  }

  @Test func `of UDP ends when it rests, and is two after a rest`() {
    var watch = Watch()
    for _ in 0 ..< 2 {
      watch.see(Frames.udp(.client, .server, from: 1000, to: 53, [1]))
      watch.see(Frames.udp(.server, .client, from: 53, to: 1000, [2]))
      watch.wait(milliseconds: 130_000)
    }
    watch.see(Frames.arp(.request, .client, target: .server))
    #expect(watch.flows.map(\.end) == [.idle, .idle])
    #expect(watch.flows.map(\.packetsIn) == [1, 1])
  }

  @Test func `has the ports of UDP too`() {
    var watch = Watch()
    let tuple = watch.see(Frames.udp(.client, .server, from: 1000, to: 53))
    #expect(tuple.map { "\($0.protocol) \($0.source) \($0.destination)" } == "udp 10.0.0.1:1000 10.0.0.2:53")
  }

  @Test func `that is still there when the watch ends is told then`() {
    var watch = Watch()
    var connection = Connection()
    watch.see(all: connection.opening())
    watch.finish()
    #expect(watch.flows.map(\.end) == [.watched])
  }

  @Test(arguments: [LinkType.raw, .linuxCooked]) func `is the same behind another link`(_ link: LinkType) {
    let datagram = Array(Frames.udp(.client, .server, from: 1000, to: 53)[14...])
    var watch = Watch()
    let header: [UInt8] = link == .raw ? [] : [0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 10, 0, 0, 8, 0]
    #expect(watch.see(header + datagram, link: link)?.destination == Endpoint(Host.server.address, 53))
  }
}

@Suite struct `A bulk transfer` {
  @Test(arguments: [false, true]) func `has no alarm, its middle alone neither`(fromTheMiddle: Bool) {
    var watch = Watch()
    var connection = Connection()
    let opening = connection.opening()
    if !fromTheMiddle { watch.see(all: opening) }
    let block = Array(repeating: 7 as UInt8, count: 1448)
    for round in 0 ..< 20_000 {
      watch.see(connection.segment(.server, round % 8 == 0 ? .push : [], block))
      if round % 2 == 0 { watch.see(connection.segment(.client)) }
      // Lost on the way behind us, and sent again.
      if round % 1000 == 999 { watch.see(connection.segment(.server, [], block, at: connection.there + -1448 * 3)) }
    }
    watch.see(all: connection.closing())
    #expect(watch.rules == [])
    #expect(watch.flows.map(\.end) == [.closed])
    #expect(watch.inspector.counters.suppressed == 0)
  }
}
