import PacketCodec
import Testing

@testable import UStack

private func header(_ totalCount: Int, to destination: IPv4Address = Bench.peer) -> IPv4Header {
  IPv4Header(source: Bench.own, destination: destination, protocol: .udp, payloadCount: totalCount - 20)
}
private let start = Instant(nanoseconds: 0)

@Suite struct `The MTU of a path` {
  var path = PathMTU(link: 1_500)

  @Test mutating func `is the link's until a router says less, and then that`() {
    #expect(path.estimate(to: Bench.peer, now: start) == PathEstimate(mtu: 1_500, mayFragment: false))
    #expect(path.receive(nextHopMTU: 1_400, about: header(1_500), now: start)?.mtu == 1_400)
    #expect(path.estimate(to: Bench.peer, now: start).mtu == 1_400)
    #expect(path.estimate(to: Bench.gateway, now: start).mtu == 1_500)
  }

  /// Shows: RFC 1191 §6.3.
  @Test mutating func `is tried again after ten minutes`() {
    _ = path.receive(nextHopMTU: 1_400, about: header(1_500), now: start)
    #expect(path.estimate(to: Bench.peer, now: start + .seconds(600) - .milliseconds(1)).mtu == 1_400)
    #expect(path.estimate(to: Bench.peer, now: start + .seconds(600)).mtu == 1_500)
  }

  @Test mutating func `does not grow by a report`() {
    _ = path.receive(nextHopMTU: 1_000, about: header(1_500), now: start)
    #expect(path.receive(nextHopMTU: 1_200, about: header(1_500), now: start) == nil)
    #expect(path.receive(nextHopMTU: 1_500, about: header(1_500), now: start) == nil)
    #expect(path.receive(nextHopMTU: 900, about: header(800), now: start) == nil)
    #expect(path.estimate(to: Bench.peer, now: start).mtu == 1_000)
  }

  /// Shows: RFC 1191 §5.
  @Test(arguments: [(1_500, 1_492), (1_492, 1_006), (1_006, 552), (1_300, 1_006)])
  func `steps down to the next common one when a router says none`(failed: Int, mtu: Int) {
    var path = PathMTU(link: 1_500)
    #expect(path.receive(nextHopMTU: 0, about: header(failed), now: start)?.mtu == mtu)
  }

  @Test(arguments: [UInt16(1), 68, 296, 551])
  func `stops at a floor, below which routers may cut`(reported: UInt16) {
    var path = PathMTU(link: 1_500)
    #expect(
      path.receive(nextHopMTU: reported, about: header(1_500), now: start)
        == PathEstimate(mtu: 552, mayFragment: true))
  }

  @Test func `of a link below the floor is the link's`() {
    var path = PathMTU(link: 300)
    #expect(
      path.receive(nextHopMTU: 200, about: header(300), now: start) == PathEstimate(mtu: 300, mayFragment: true))
  }

  @Test mutating func `is remembered for 256 destinations, the latest`() {
    for number in 0 ..< 1_000 {
      let destination = IPv4Address(0x0B00_0000 + UInt32(number))
      _ = path.receive(
        nextHopMTU: 1_000, about: header(1_500, to: destination), now: start + .milliseconds(number))
    }
    #expect(path.count == 256)
    let now = start + .seconds(1)
    #expect(path.estimate(to: IPv4Address(0x0B00_0000 + 999), now: now).mtu == 1_000)
    #expect(path.estimate(to: IPv4Address(0x0B00_0000), now: now).mtu == 1_500)
  }
}

@Suite struct `A router that cannot pass a datagram on` {
  private func complaint(about sent: SentFrame, mtu: UInt16) -> [UInt8] {
    datagram(
      icmp(.destinationUnreachable(.fragmentationNeeded, nextHopMTU: mtu), Array(sent.octets.prefix(28))),
      from: Bench.gateway)
  }

  @Test func `makes the next one to the same host go in pieces, or not at all`() {
    var bench = Bench(.datagrams)
    var request = EchoRequest(to: Bench.peer, identifier: 1, sequence: 1, payload: pattern(1_400), mayFragment: false)
    _ = bench.stack.send(request)
    let sent = bench.sent()
    #expect(sent.map { $0.ipv4?.fragment.isFragmentationForbidden } == [true])
    bench.receive(complaint(about: sent[0], mtu: 1_000))
    guard case .echoFailure(let failure) = bench.events().first else {
      Issue.record("the application heard nothing")
      return
    }
    #expect(failure.error.reporter == Bench.gateway)
    #expect(failure.error.message == .destinationUnreachable(.fragmentationNeeded, nextHopMTU: 1_000))
    request.mayFragment = true
    _ = bench.stack.send(request)
    #expect(bench.sent().map(\.octets.count) == [996, 452])
    request.mayFragment = false
    _ = bench.stack.send(request)
    #expect(bench.sent().isEmpty)
    guard case .echoFailure(let local) = bench.events().first else {
      Issue.record("the application heard nothing")
      return
    }
    #expect(local.error.reporter == Bench.own)
    #expect(local.error.message == .destinationUnreachable(.fragmentationNeeded, nextHopMTU: 1_000))
  }

  @Test func `is not believed about what we never sent`() {
    var bench = Bench(.datagrams)
    var request = EchoRequest(to: Bench.peer, identifier: 1, sequence: 1, payload: pattern(1_400), mayFragment: false)
    _ = bench.stack.send(request)
    var sent = bench.sent()[0]
    sent.octets[24] ^= 1
    bench.receive(complaint(about: sent, mtu: 1_000))
    request.sequence = 2
    _ = bench.stack.send(request)
    #expect(bench.sent().map(\.octets.count) == [1_428])
    #expect(bench.events().isEmpty)
  }

  @Test func `that says less than we send has it cut by routers`() {
    var bench = Bench(.datagrams)
    let request = EchoRequest(to: Bench.peer, identifier: 1, sequence: 1, payload: pattern(500), mayFragment: false)
    _ = bench.stack.send(request)
    bench.receive(complaint(about: bench.sent()[0], mtu: 300))
    _ = bench.stack.send(request)
    let sent = bench.sent()
    #expect(sent.map { $0.ipv4?.fragment.isFragmentationForbidden } == [false])
    #expect(sent.allSatisfy { $0.areChecksumsValid })
  }
}
