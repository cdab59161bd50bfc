import PacketCodec
import Testing
import UStack

private let other = MACAddress(0x02_00_00_00_00_99)

/// What a packet that claims or asks for our address says, in a word.
private func kind(_ frame: SentFrame) -> String {
  guard let packet = frame.arp, frame.destination == .broadcast, packet.target == Bench.own else { return "other" }
  return packet.isProbe ? "probe" : packet.isAnnouncement ? "announcement" : "other"
}

@Suite struct `An address that is probed` {
  /// Shows: RFC 5227 §2.1.1a, §2.3.
  @Test func `is asked for three times, then announced twice`() {
    var bench = Bench { $0.addressClaim = .probe }
    let start = bench.now
    let sent = bench.advance(.seconds(60))
    #expect(sent.map(kind) == ["probe", "probe", "probe", "announcement", "announcement"])
    let times = sent.map { $0.time - start }
    #expect(times[0] <= .seconds(1))
    for gap in [times[1] - times[0], times[2] - times[1]] { #expect(gap >= .seconds(1) && gap <= .seconds(2)) }
    #expect(times[3] - times[2] == .seconds(2))
    #expect(times[4] - times[3] == .seconds(2))
    #expect(bench.events() == [.addressClaimed])
  }

  @Test func `is neither sent from nor answered for before it is ours`() {
    var bench = Bench { $0.addressClaim = .probe }
    _ = bench.stack.send(EchoRequest(to: .broadcast, identifier: 1, sequence: 1))
    bench.receive(arp(.request, from: (Bench.peerStation, Bench.peer), to: (.zero, Bench.own)))
    bench.receive(frame(datagram(icmp(.echoRequest(identifier: 1, sequence: 1)))))
    let isUsable = bench.stack.isAddressUsable
    let drops = bench.stack.drops.occurred
    let early = bench.advance(.seconds(4))
    #expect(!isUsable)
    #expect(drops == [.otherHost: 1])
    #expect(early.allSatisfy { kind($0) == "probe" })
    #expect(bench.advance(.seconds(4)).compactMap(\.icmp) == [.echoRequest(identifier: 1, sequence: 1)])
  }

  /// Shows: RFC 5227 §2.1.1b.
  @Test(arguments: [
    arp(.reply, from: (other, Bench.own), to: (Bench.station, .any)),
    arp(.request, from: (other, Bench.own), to: (.zero, Bench.peer)),
    arp(.request, from: (other, .any), to: (.zero, Bench.own)),
  ])
  func `is left to whoever has it, or asks for it too`(frame: [UInt8]) {
    var bench = Bench { $0.addressClaim = .probe }
    _ = bench.advance(.milliseconds(1_500))
    bench.receive(frame)
    let sent = bench.advance(.seconds(60))
    let isUsable = bench.stack.isAddressUsable
    #expect(bench.events() == [.addressLost(to: other)])
    #expect(sent.isEmpty)
    #expect(!isUsable)
  }

  @Test func `is used for nothing when it was only inquired about`() {
    var bench = Bench { $0.addressClaim = .inquire }
    #expect(bench.advance(.seconds(60)).map(kind) == ["probe", "probe", "probe"])
    #expect(bench.events() == [.addressClaimed])
    let isUsable = bench.stack.isAddressUsable
    #expect(!isUsable)
    bench.receive(arp(.request, from: (Bench.peerStation, Bench.peer), to: (.zero, Bench.own)))
    #expect(bench.advance(.seconds(1)).isEmpty)
  }

  @Test func `is probed at other moments with another secret`() {
    var moments: Set<Interval> = []
    for seed in UInt64(1) ... 8 {
      var bench = Bench {
        $0.addressClaim = .probe
        $0.secret = KeyedHash(key: seed, 0)
      }
      let start = bench.now
      moments.insert(bench.advance(.seconds(2))[0].time - start)
    }
    #expect(moments.count == 8)
  }
}

@Suite struct `An address that is announced` {
  @Test func `is told to all twice, two seconds apart, and used at once`() {
    var bench = Bench { $0.addressClaim = .announce }
    let start = bench.now
    let sent = bench.advance(.seconds(60))
    #expect(sent.map(kind) == ["announcement", "announcement"])
    #expect(sent.map { $0.time - start } == [.zero, .seconds(2)])
    #expect(sent.allSatisfy { $0.arp?.senderHardware == Bench.station && $0.arp?.sender == Bench.own })
  }
}

@Suite struct `An address in use that another station uses too` {
  private let claim = arp(.request, from: (other, Bench.own), to: (.zero, Bench.own))

  /// Shows: RFC 5227 §2.4.
  @Test func `is defended once, and not learned`() {
    var bench = Bench()
    bench.receive(claim)
    #expect(bench.sent().map(kind) == ["announcement"])
    #expect(bench.events() == [.addressDefended(against: other)])
    #expect(bench.stack.neighbors(now: bench.now).isEmpty)
  }

  /// Shows: RFC 5227 §2.4.
  @Test func `is left to it when it insists within ten seconds`() {
    var bench = Bench()
    bench.receive(claim)
    _ = bench.advance(.milliseconds(9_999))
    bench.receive(claim)
    let isUsable = bench.stack.isAddressUsable
    #expect(!isUsable)
    #expect(bench.events().last == .addressLost(to: other))
    bench.receive(arp(.request, from: (Bench.peerStation, Bench.peer), to: (.zero, Bench.own)))
    #expect(bench.sent().isEmpty)
  }

  @Test func `is defended again when the last time is long ago`() {
    var bench = Bench()
    bench.receive(claim)
    _ = bench.advance(.seconds(10))
    bench.receive(claim)
    #expect(bench.sent().map(kind) == ["announcement"])
    let isUsable = bench.stack.isAddressUsable
    #expect(isUsable)
  }

  @Test func `is answered for, not defended, when the other only probes`() {
    var bench = Bench()
    bench.receive(arp(.request, from: (other, .any), to: (.zero, Bench.own)))
    #expect(bench.sent().map { $0.arp?.operation } == [.reply])
    #expect(bench.events().isEmpty)
  }
}
