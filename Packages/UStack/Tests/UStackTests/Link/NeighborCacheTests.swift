import PacketCodec
import Testing
import UStack

private func echo(_ sequence: UInt16) -> EchoRequest { EchoRequest(to: Bench.peer, identifier: 9, sequence: sequence) }

@Suite struct `A neighbour that never answers` {
  @Test func `is asked three times, a second apart, by a question to everyone`() {
    var bench = Bench()
    _ = bench.stack.send(echo(1))
    let start = bench.now
    let sent = bench.advance(.seconds(60))
    #expect(sent.map { $0.time - start } == [.zero, .seconds(1), .seconds(2)])
    #expect(sent.allSatisfy { $0.destination == .broadcast && $0.arp?.targetHardware == .zero })
    #expect(sent.allSatisfy { $0.arp?.target == Bench.peer && $0.arp?.sender == Bench.own })
  }

  @Test func `fails what waited for it as an unreachable host`() {
    var bench = Bench()
    let start = bench.now
    for sequence in 1 ... 2 { _ = bench.stack.send(echo(UInt16(sequence))) }
    _ = bench.advance(.seconds(60))
    let error = DeliveryError(
      reporter: Bench.own, message: .destinationUnreachable(.host, nextHopMTU: 0), time: start + .seconds(3))
    #expect(
      bench.events()
        == [1, 2].map {
          .echoFailure(EchoFailure(destination: Bench.peer, identifier: 9, sequence: $0, error: error))
        })
    let deadline = bench.stack.deadline
    #expect(deadline == nil)
  }

  /// Shows: RFC 1122 §2.3.2.1b.
  @Test func `is asked once a second and no oftener, however much is sent`() {
    var bench = Bench()
    let start = bench.now
    var questions: [SentFrame] = []
    for sequence in 0 ..< 199 {
      _ = bench.stack.send(echo(UInt16(sequence)))
      questions += bench.advance(.milliseconds(50))
    }
    #expect(questions.map { $0.time - start } == (0 ..< 10).map { .seconds($0) })
  }

  /// Shows: RFC 1122 §2.3.2.2.
  @Test func `has the latest of what waits kept, and the oldest dropped`() {
    var bench = Bench()
    for sequence in 1 ... 20 { _ = bench.stack.send(echo(UInt16(sequence))) }
    _ = bench.sent()
    let dropped = bench.stack.drops[.fullQueue]
    #expect(dropped == 4)
    bench.receive(arp(.reply, from: (Bench.peerStation, Bench.peer), to: (Bench.station, Bench.own)))
    #expect(bench.sent().map(\.icmp) == (5 ... 20).map { .echoRequest(identifier: 9, sequence: $0) })
  }

  @Test func `is missed by the application that asked`() {
    var bench = Bench()
    let isAsked = bench.stack.ask(who: Bench.peer, now: bench.now)
    #expect(isAsked)
    _ = bench.advance(.seconds(3))
    #expect(bench.events() == [.neighborMissing(Bench.peer)])
  }

  @Test func `makes place in time: what cannot wait fails at once`() {
    var bench = Bench { $0.interface = InterfaceAddress(IPv4Address(10, 0, 0, 1), prefixLength: 8) }
    for host in 2 ..< 67 {
      _ = bench.stack.send(EchoRequest(to: IPv4Address(10, 0, 1, UInt8(host)), identifier: 9, sequence: 1))
    }
    #expect(bench.sent().count == 64)
    guard case .echoFailure(let failure) = bench.events().first else {
      Issue.record("the 65th did not fail")
      return
    }
    #expect(failure.destination == IPv4Address(10, 0, 1, 66))
    #expect(failure.error.time == bench.now)
  }
}

@Suite struct `A neighbour that answers` {
  @Test func `gets what waited for it, in order`() {
    var bench = Bench()
    for sequence in 1 ... 3 { _ = bench.stack.send(echo(UInt16(sequence))) }
    #expect(bench.sent().compactMap(\.arp).count == 1)
    bench.receive(arp(.reply, from: (Bench.peerStation, Bench.peer), to: (Bench.station, Bench.own)))
    let sent = bench.sent()
    #expect(sent.map(\.icmp) == (1 ... 3).map { .echoRequest(identifier: 9, sequence: $0) })
    #expect(sent.allSatisfy { $0.destination == Bench.peerStation })
  }

  @Test func `is found by the application that asked, with the time it took`() {
    var bench = Bench()
    _ = bench.stack.ask(who: Bench.peer, now: bench.now)
    _ = bench.advance(.milliseconds(1_250))
    bench.receive(arp(.reply, from: (Bench.peerStation, Bench.peer), to: (Bench.station, Bench.own)))
    #expect(bench.events() == [.neighborFound(Bench.peer, Bench.peerStation, after: .milliseconds(1_250))])
  }

  /// Shows: RFC 1122 §2.3.2.1a.
  @Test func `is believed for a minute, then asked itself while it is used`() {
    var bench = Bench()
    bench.meetPeer()
    _ = bench.advance(.seconds(60))
    _ = bench.stack.send(echo(1))
    #expect(bench.sent().map(\.destination) == [Bench.peerStation])
    _ = bench.advance(.milliseconds(1))
    _ = bench.stack.send(echo(2))
    let sent = bench.sent()
    #expect(sent.map(\.icmp) == [.echoRequest(identifier: 9, sequence: 2), nil])
    #expect(sent.last?.destination == Bench.peerStation)
    #expect(sent.last?.arp?.target == Bench.peer)
    bench.receive(arp(.reply, from: (Bench.peerStation, Bench.peer), to: (Bench.station, Bench.own)))
    #expect(bench.advance(.seconds(59)).isEmpty)
  }

  @Test func `and then goes away is found out, and sought anew by all`() {
    var bench = Bench()
    bench.meetPeer()
    _ = bench.advance(.seconds(61))
    _ = bench.stack.send(echo(1))
    let polls = bench.advance(.seconds(5)).compactMap { $0.arp == nil ? nil : $0.destination }
    #expect(polls == [Bench.peerStation, Bench.peerStation, Bench.peerStation])
    _ = bench.stack.send(echo(2))
    #expect(bench.sent().map(\.destination) == [.broadcast])
  }

  /// Shows: RFC 1122 §2.3.2.1a.
  @Test func `is forgotten after ten minutes without use, or when told`() {
    var bench = Bench()
    bench.meetPeer()
    _ = bench.advance(.seconds(599))
    #expect(bench.stack.neighbors(now: bench.now).count == 1)
    _ = bench.advance(.seconds(2))
    #expect(bench.stack.neighbors(now: bench.now).isEmpty)
    bench.meetPeer()
    bench.stack.forget(neighbor: Bench.peer)
    #expect(bench.stack.neighbors(now: bench.now).isEmpty)
  }
}

@Suite struct `A link full of strangers` {
  @Test func `pushes out those we never spoke to, not those we speak to`() {
    var bench = Bench { $0.interface = InterfaceAddress(IPv4Address(10, 0, 0, 1), prefixLength: 8) }
    bench.meetPeer()
    _ = bench.stack.send(echo(1))
    _ = bench.sent()
    for stranger in 0 ..< 2_000 {
      _ = bench.advance(.microseconds(10))
      let address = IPv4Address(10, 9, UInt8(stranger / 250), UInt8(stranger % 250 + 1))
      bench.receive(
        arp(.request, from: (MACAddress(0x02_00_00_01_00_00 + UInt64(stranger)), address), to: (.zero, Bench.own)))
      _ = bench.sent()
    }
    let known = bench.stack.neighbors(now: bench.now)
    #expect(known.count == 256)
    #expect(known.contains { $0.address == Bench.peer })
  }
}
