import PacketCodec
import Testing
import UStack

private let echo = icmp(.echoRequest(identifier: 1, sequence: 1), pattern(2_992))
private let thirds = [0 ..< 1_000, 1_000 ..< 2_000, 2_000 ..< 3_000]

/// The echo's answer, put together from its own pieces.
private func answer(_ sent: [SentFrame]) -> [UInt8] { sent.flatMap(\.transport) }
private let reply = icmp(.echoReply(identifier: 1, sequence: 1), pattern(2_992))

@Suite struct `A datagram in fragments` {
  /// Shows: RFC 1122 §3.3.2a.
  @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
  func `is whole in whatever order they come`(order: [Int]) {
    var bench = Bench(.datagrams)
    for index in order {
      #expect(bench.sent().isEmpty)
      bench.receive(fragment(thirds[index], of: echo))
    }
    #expect(answer(bench.sent()) == reply)
    let drops = bench.stack.drops.occurred
    #expect(drops.isEmpty)
  }

  @Test func `is not mistaken for another with the same number from elsewhere`() {
    var bench = Bench(.datagrams)
    let elsewhere = IPv4Address(10, 0, 0, 3)
    bench.receive(fragment(thirds[0], of: echo))
    bench.receive(fragment(thirds[0], of: echo, identification: 78))
    bench.receive(fragment(thirds[0], of: echo, source: elsewhere))
    bench.receive(fragment(thirds[0], of: echo, .udp))
    bench.receive(fragment(1_000 ..< 3_000, of: echo, source: elsewhere))
    let sent = bench.sent()
    #expect(answer(sent) == reply)
    #expect(sent.allSatisfy { $0.ipv4?.destination == elsewhere })
  }

  @Test func `stands a piece that comes twice`() {
    var bench = Bench(.datagrams)
    for index in [0, 0, 2, 2, 0, 1] { bench.receive(fragment(thirds[index], of: echo)) }
    #expect(answer(bench.sent()) == reply)
  }

  /// Shows: RFC 3168 §5.3.
  @Test func `is congested when a piece was, and refused when such a piece could not be`() {
    var bench = Bench(.datagrams)
    let socket = bench.stack.bindUDP(port: 9)
    #expect(socket == 9)
    let message = udp(pattern(1_000), to: 9)
    for (identification, marks) in [(UInt16(1), [UInt8(2), 3]), (2, [0, 3])] {
      for (range, mark) in zip([0 ..< 504, 504 ..< 1_008], marks) {
        bench.receive(
          fragment(range, of: message, identification: identification, .udp) { $0.typeOfService = mark })
      }
    }
    let drops = bench.stack.drops.occurred
    #expect(drops == [.badFragment: 1])
    #expect(bench.stack.receiveUDP(port: 9)?.payload == pattern(1_000))
    #expect(bench.stack.receiveUDP(port: 9) == nil)
  }

  /// Shows: RFC 1122 §3.3.2b.
  @Test func `of the greatest length is taken`() {
    var bench = Bench(.datagrams)
    let echo = icmp(.echoRequest(identifier: 1, sequence: 1), pattern(65_507))
    for start in stride(from: 0, to: echo.count, by: 1_480).reversed() {
      bench.receive(fragment(start ..< min(start + 1_480, echo.count), of: echo))
    }
    #expect(answer(bench.sent()) == icmp(.echoReply(identifier: 1, sequence: 1), pattern(65_507)))
  }
}

@Suite struct `Fragments that contradict each other` {
  @Test(arguments: [
    ("a piece over the end of another", [0 ..< 1_000, 992 ..< 2_000, 2_000 ..< 3_000]),
    ("a piece over the start of another", [1_000 ..< 2_000, 0 ..< 1_008, 2_000 ..< 3_000]),
    ("a piece around another", [1_000 ..< 2_000, 0 ..< 2_008, 2_008 ..< 3_000]),
  ])
  func `make the datagram refused, and what comes of it later`(name: String, ranges: [Range<Int>]) {
    var bench = Bench(.datagrams)
    for range in ranges { bench.receive(fragment(range, of: echo)) }
    for range in thirds { bench.receive(fragment(range, of: echo)) }
    let refused = bench.stack.drops[.badFragment]
    #expect(refused > 0)
    #expect(bench.advance(.seconds(59)).isEmpty)
  }

  @Test func `are refused when a repeated piece says something else`() {
    var bench = Bench(.datagrams)
    var forged = echo
    forged[1_500] ^= 1
    bench.receive(fragment(thirds[1], of: echo))
    bench.receive(fragment(thirds[1], of: forged))
    for range in thirds { bench.receive(fragment(range, of: echo)) }
    #expect(bench.sent().isEmpty)
  }

  @Test func `are refused when two pieces are the last, or one lies behind it`() {
    for (first, second) in [(1_000 ..< 2_000, 2_000 ..< 3_000), (2_000 ..< 3_000, 1_000 ..< 2_000)] {
      var bench = Bench(.datagrams)
      bench.receive(fragment(first, of: echo, isLast: true))
      bench.receive(fragment(second, of: echo, isLast: true))
      bench.receive(fragment(0 ..< 1_000, of: echo))
      #expect(bench.sent().isEmpty)
      let refused = bench.stack.drops[.badFragment]
      #expect(refused == 2)
    }
  }

  @Test func `are refused when the last ends before another does`() {
    var bench = Bench(.datagrams)
    bench.receive(fragment(2_000 ..< 3_000, of: echo, isLast: false))
    bench.receive(fragment(1_000 ..< 2_000, of: echo, isLast: true))
    let drops = bench.stack.drops.occurred
    #expect(drops == [.badFragment: 1])
  }

  @Test(arguments: [(65_528, 8), (65_512, 8), (65_512, 1_480)])
  func `are refused when they reach past the longest datagram`(offset: Int, count: Int) {
    var bench = Bench(.datagrams)
    bench.receive(
      datagram(
        [UInt8](repeating: 0, count: count), fragment: FragmentField(rawValue: UInt16(offset / 8)),
        options: [1, 1, 1, 1]))
    let drops = bench.stack.drops.occurred
    #expect(drops == [.badFragment: 1])
  }

  @Test func `are refused when the start's options make the whole too long`() {
    var bench = Bench(.datagrams)
    bench.receive(datagram(pattern(11), fragment: FragmentField(rawValue: 65_504 / 8)))
    bench.receive(datagram(pattern(8), fragment: FragmentField(rawValue: 0x2000), options: [1, 1, 1, 1]))
    let drops = bench.stack.drops.occurred
    #expect(drops == [.badFragment: 1])
  }

  @Test(arguments: [0, 7, 12]) func `are refused when a piece that is not the last is empty or odd`(count: Int) {
    var bench = Bench(.datagrams)
    bench.receive(datagram(pattern(count), fragment: FragmentField(rawValue: 0x2000)))
    let drops = bench.stack.drops.occurred
    #expect(drops == [.badFragment: 1])
  }
}

@Suite struct `A datagram whose fragments do not all come` {
  /// Shows: RFC 1122 §3.3.2c, §3.3.2d.
  @Test func `is given up a minute after the first, and its sender told with the start`() {
    var bench = Bench(.datagrams)
    let start = bench.now
    bench.receive(fragment(thirds[0], of: echo))
    #expect(bench.advance(.seconds(50)).isEmpty)
    bench.receive(fragment(thirds[2], of: echo))
    let sent = bench.advance(.seconds(60))
    #expect(sent.map { $0.time - start } == [.seconds(60)])
    #expect(sent.map(\.icmp) == [.timeExceeded(code: 1)])
    #expect(sent.first?.quoted?.leadingOctets == QuotedDatagram.leading(of: echo))
    #expect(sent.first?.octets.count == 576)
    let drops = bench.stack.drops.occurred
    #expect(drops == [.incomplete: 1])
  }

  /// Shows: RFC 1122 §3.3.2d, §3.2.2e.
  @Test func `is given up in silence when the first piece is missing`() {
    var bench = Bench(.datagrams)
    bench.receive(fragment(thirds[1], of: echo))
    #expect(bench.advance(.seconds(120)).isEmpty)
    let drops = bench.stack.drops.occurred
    #expect(drops == [.incomplete: 1])
    let deadline = bench.stack.deadline
    #expect(deadline == nil)
  }

  @Test func `starts anew when its number comes again later`() {
    var bench = Bench(.datagrams)
    bench.receive(fragment(thirds[1], of: echo))
    _ = bench.advance(.seconds(61))
    for index in [0, 2] { bench.receive(fragment(thirds[index], of: echo)) }
    #expect(bench.sent().isEmpty)
    bench.receive(fragment(thirds[1], of: echo))
    #expect(answer(bench.sent()) == reply)
  }

  @Test func `makes place for a newer one when there are too many`() {
    var bench = Bench(.datagrams)
    for identification in UInt16(1) ... 1_000 {
      _ = bench.advance(.microseconds(1))
      bench.receive(fragment(0 ..< 1_000, of: echo, identification: identification))
    }
    let given = bench.stack.drops[.incomplete]
    #expect(given == 1_000 - 64)
    bench.receive(fragment(1_000 ..< 3_000, of: echo, identification: 1_000))
    bench.receive(fragment(1_000 ..< 3_000, of: echo, identification: 900))
    #expect(answer(bench.sent()) == reply)
  }

  @Test func `may have no more than 128 pieces`() {
    var bench = Bench(.datagrams)
    let echo = icmp(.echoRequest(identifier: 1, sequence: 1), pattern(129 * 8 - 8))
    for start in stride(from: 0, to: echo.count, by: 8) { bench.receive(fragment(start ..< start + 8, of: echo)) }
    #expect(bench.sent().isEmpty)
    let drops = bench.stack.drops.occurred
    #expect(drops == [.badFragment: 1])
  }
}

extension QuotedDatagram {
  /// The first eight octets as a quotation keeps them.
  static func leading(of octets: [UInt8]) -> UInt64 { octets[..<8].reduce(0) { $0 << 8 | UInt64($1) } }
}
