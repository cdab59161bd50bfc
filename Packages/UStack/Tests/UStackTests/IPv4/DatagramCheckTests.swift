import PacketCodec
import Testing
import UStack

private let echo = icmp(.echoRequest(identifier: 1, sequence: 1), [1, 2, 3, 4])

/// What a stack on bare datagrams answers to these octets, and why it drops them.
private func outcome(of octets: [UInt8]) -> (answers: Int, drops: [DropReason: Int]) {
  var bench = Bench(.datagrams)
  bench.receive(octets)
  let drops = bench.stack.drops.occurred
  return (bench.sent().count, drops)
}

@Suite struct `A datagram that came` {
  @Test func `is answered when it is good`() {
    #expect(outcome(of: datagram(echo)) == (1, [:]))
  }

  /// Shows: RFC 1122 §3.2.1.2.
  @Test(arguments: 0 ..< 160) func `with a bit of its header turned is dropped`(bit: Int) {
    var octets = datagram(echo)
    octets[bit / 8] ^= 0x80 >> UInt8(bit % 8)
    let (answers, drops) = outcome(of: octets)
    #expect(answers == 0)
    #expect(drops == [.badChecksum: 1] || drops == [.badHeader: 1])
  }

  /// Shows: RFC 1122 §3.2.1.1.
  @Test(arguments: [0, 5, 6, 15]) func `of another version is dropped`(version: UInt8) {
    var octets = datagram(echo)
    octets[0] = version << 4 | 5
    #expect(outcome(of: octets) == (0, [.badHeader: 1]))
  }

  @Test func `with a header said to be longer than all there is does not trap`() {
    // What ended the predecessor: a header of 60 octets in a datagram of 20.
    var octets = Array(datagram(echo)[..<20])
    octets[0] = 0x4F
    #expect(outcome(of: octets) == (0, [.badHeader: 1]))
  }

  @Test(arguments: 0 ..< 32) func `shorter than it says is dropped`(count: Int) {
    let (answers, drops) = outcome(of: Array(datagram(echo)[..<count]))
    #expect(answers == 0)
    #expect(drops == (count < 20 ? [.badHeader: 1] : [.truncated: 1]))
  }

  @Test func `with octets behind its end is read without them`() {
    var bench = Bench(.datagrams)
    bench.receive(datagram(echo) + [9, 9, 9])
    #expect(bench.sent().map(\.payload) == [[1, 2, 3, 4]])
  }

  /// Shows: RFC 1122 §3.2.1.3b, §3.2.2f.
  @Test(arguments: [
    "0.0.0.0", "0.1.2.3", "127.0.0.1", "224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255", "10.0.0.255",
    "10.0.0.0", "10.0.0.1",
  ])
  func `from a source no other host has is dropped`(source: String) throws {
    let source = try #require(IPv4Address(source))
    #expect(outcome(of: datagram(echo, from: source)) == (0, [.badSource: 1]))
  }

  /// Shows: RFC 1122 §3.2.1.3a.
  @Test(arguments: ["10.0.0.3", "192.0.2.1", "127.0.0.1", "224.0.0.1", "0.0.0.0", "10.0.0.0"])
  func `for another is dropped without a word`(destination: String) throws {
    let destination = try #require(IPv4Address(destination))
    #expect(outcome(of: datagram(echo, to: destination)) == (0, [.otherHost: 1]))
  }

  /// Shows: RFC 1122 §3.2.1.7b.
  @Test(arguments: [UInt8(0), 1]) func `at the end of its life is good enough for us`(timeToLive: UInt8) {
    #expect(outcome(of: datagram(echo) { $0.timeToLive = timeToLive }) == (1, [:]))
  }

  /// Shows: RFC 9293 MUST-50; RFC 1122 §3.2.1.8.
  @Test(
    arguments: [
      [0x07, 0x07, 0x04, 0, 0, 0, 0, 0], [0x9E, 0x04, 0xFF, 0xFF], [0x44, 0, 0, 0], [0x9E, 0xFF, 0, 0], [1, 1, 1, 0],
      [UInt8](repeating: 0x83, count: 40),
    ] as [[UInt8]])
  func `with any options is read past them`(options: [UInt8]) {
    var bench = Bench(.datagrams)
    bench.receive(datagram(echo, options: options))
    #expect(bench.sent().map(\.payload) == [[1, 2, 3, 4]])
  }
}
