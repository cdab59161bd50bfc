import PacketCodec
import Testing

@Suite struct `TCP options` {
  static let blocks: SACKBlocks = {
    var blocks = SACKBlocks()
    blocks.append(SACKBlock(leftEdge: SequenceNumber(.max), rightEdge: SequenceNumber(9)))
    blocks.append(SACKBlock(leftEdge: SequenceNumber(20), rightEdge: SequenceNumber(30)))
    return blocks
  }()
  static let options: [TCPOption] = [
    .noOperation, .maximumSegmentSize(1460), .windowScale(7), .selectiveAcknowledgmentPermitted,
    .selectiveAcknowledgment(blocks), .timestamps(TCPTimestamps(value: 1, echoReply: .max)), .endOfList,
    .other(kind: 254, octets: inline([1, 2, 3])), .other(kind: 30, octets: InlineOctets()),
    .md5Signature(MD5Signature(high: 0x0102_0304_0506_0708, low: .max)), .fastOpenCookie(.request),
    .fastOpenCookie(FastOpenCookie(inline([1, 2, 3, 4]))!), .fastOpenCookie(FastOpenCookie(inline(0 ..< 16))!),
    .authentication(TCPAuthentication(key: 1, nextReceiveKey: 2, code: InlineOctets())),
    .authentication(TCPAuthentication(key: 1, nextReceiveKey: 2, code: inline(0 ..< 36))),
  ]

  @Test(arguments: [TCPTimestamps(value: 0, echoReply: 0), TCPTimestamps(value: 0x0102_0304, echoReply: .max)])
  func `padded timestamps are two empty options and they`(timestamps: TCPTimestamps) {
    #expect(
      TCPOptions(padded: timestamps) == TCPOptions([.noOperation, .noOperation, .timestamps(timestamps)]))
  }

  @Test(arguments: options) func `come back one by one as they were written`(option: TCPOption) {
    let list = TCPOptions([option])
    #expect(list.octets.count == option.encodedCount)
    #expect(list.octets[0] == option.kind)
    #expect(list.readable == [option])
    #expect(list.error == nil)
  }

  @Test func `come back together in their order`() {
    let options = [Self.options[1], Self.options[3], Self.options[5], Self.options[0], Self.options[2]]
    #expect(TCPOptions(options).readable == options)
  }

  @Test func `end at the end of the list, whatever follows`() {
    #expect(list("01 00 02 00").readable == [.noOperation, .endOfList])
    #expect(list("01 00 02 00").error == nil)
    #expect(list("00 02 04 05 b4").maximumSegmentSize == nil)
  }

  @Test func `say what a SYN of Linux says`() throws {
    let options = try #require(GoldenFrame("tcp-syn").decoded.tcp).options
    #expect(options.maximumSegmentSize == 1460)
    #expect(options.windowScale == 10)
    #expect(options.isSelectiveAcknowledgmentPermitted)
    #expect(options.timestamps == TCPTimestamps(value: 2_511_644_126, echoReply: 0))
    #expect(options.selectiveAcknowledgment.isEmpty)
    #expect(options.readable.map(\.kind) == [2, 4, 8, 1, 3])
  }

  @Test func `are absent from a list without them`() {
    let options = TCPOptions()
    #expect(options.isEmpty)
    #expect(options.maximumSegmentSize == nil && options.windowScale == nil && options.timestamps == nil)
    #expect(!options.isSelectiveAcknowledgmentPermitted)
  }

  @Test func `carry selective acknowledgments across the wrap`() throws {
    let options = try #require(GoldenFrame("tcp-sack").decoded.tcp).options
    let runs = options.selectiveAcknowledgment.map(\.window?.count)
    #expect(runs == [0x100, 0x180, 0x100])
    #expect(SACKBlock(leftEdge: SequenceNumber(1), rightEdge: SequenceNumber(1)).window == nil)
    #expect(SACKBlock(leftEdge: SequenceNumber(2), rightEdge: SequenceNumber(1)).window == nil)
  }

  @Test(arguments: ["02 03 05", "03 02", "04 03 00", "05 02", "05 09 00000000 000000", "08 09 00000000 000000"])
  func `of a known kind and foreign length are kept unread`(text: String) {
    let octets = hex(text)
    let option = TCPOption.other(kind: octets[0], octets: inline(octets[2...]))
    #expect(list(text).readable == [option])
    #expect(list(text).maximumSegmentSize == nil && list(text).windowScale == nil)
    #expect(list(text).timestamps == nil && list(text).selectiveAcknowledgment.isEmpty)
  }

  @Test(arguments: [
    ("01 fe 00 01", DecodeError.badLength(.tcp, .optionLength, minimum: 2, found: 0)),
    ("01 fe 01 01", .badLength(.tcp, .optionLength, minimum: 2, found: 1)),
    ("01 fe 04 01", .truncated(.tcp, .optionLength, needed: 4, available: 3)),
    ("01 fe", .truncated(.tcp, .optionLength, needed: 2, available: 1)),
  ])
  func `that break are told, behind those that do not`(text: String, error: DecodeError) throws {
    #expect(list(text).readable == [.noOperation])
    #expect(list(text).error == error)
    var walk = list(text).makeIterator()
    #expect(try walk.next() == .noOperation)
    #expect(throws: error) { try walk.next() }
    #expect(try walk.next() == nil)
  }

  @Test func `are found in front of a broken one, not behind it`() {
    #expect(list("02 04 05 b4 fe 00").maximumSegmentSize == 1460)
    #expect(list("fe 00 02 04 05 b4").maximumSegmentSize == nil)
  }

  @Test func `over forty octets are the caller's mistake`() async {
    await #expect(processExitsWith: .failure) {
      var options = TCPOptions([TCPOption](repeating: .noOperation, count: 39))
      options.append(.selectiveAcknowledgmentPermitted)
    }
  }

  private func list(_ text: String) -> TCPOptions { TCPOptions(octets: inline(hex(text))) }
}
