import Glibc
import PacketCodec
import SocketKit
import Testing
import ToolKit

@Suite("gotcp-dump") struct GotcpDumpTests {
  private static let dump = BuiltTool("gotcp-dump")
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let frames = {
    var maker = FrameMaker(seed: 7)
    return (0 ..< 40).map { index in
      CapturedFrame(timestampNanoseconds: 1_700_000_000_000_001_000 + Int64(index), octets: maker.frame())
    }
  }()

  @Test(arguments: CaptureFile.allCases) func `reads each form of capture alike, from a pipe too`(_ form: CaptureFile)
    throws
  {
    let octets = form.octets(Self.frames)
    let file = try folder.write(octets, to: "frames")
    let expected = try Self.dump.run(["-r", folder.write(CaptureFile.pcapng.octets(Self.frames), to: "expected")])
    #expect(expected.outputText.split(separator: "\n").count == Self.frames.count)
    for outcome in [try Self.dump.run(["-r", file]), try Self.dump.run(["-r", "-"], input: octets)] {
      #expect(outcome == expected)
      #expect(outcome.status == 0 && outcome.errorText == "")
    }
  }

  @Test func `keeps nanoseconds and both lengths in its objects`() throws {
    let frame = CapturedFrame(
      timestampNanoseconds: 1_700_000_000_123_456_789, originalCount: 1514, octets: Self.frames[0].octets)
    let outcome = try Self.dump.run(["-j", "-r", "-"], input: CaptureFile.bigNanoseconds.octets([frame]))
    let line = try JSONValue.parse(outcome.output.dropLast())
    #expect(line["number"] == .integer(1))
    #expect(line["time"] == .text("2023-11-14T22:13:20.123456789Z"))
    #expect(line["octets"] == .integer(1514))
  }

  @Test(arguments: [LinkType.raw, .ipv4, .null, .loop, .linuxCooked, .linuxCooked2])
  func `finds the same datagram behind each link`(_ link: LinkType) throws {
    let datagram = Array(try #require(Self.frames.first { $0.octets[12] == 8 && $0.octets[13] == 0 }).octets[14...])
    let header: [UInt8] =
      switch link {
      case .null: [2, 0, 0, 0]
      case .loop: [0, 0, 0, 2]
      case .linuxCooked: [0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 10, 0, 0, 8, 0]
      case .linuxCooked2: [8, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 6, 2, 0, 0, 0, 0, 10, 0, 0]
      default: []
      }
    func ip(_ octets: [UInt8], _ link: LinkType) throws -> JSONValue? {
      let frame = CapturedFrame(timestampNanoseconds: 0, octets: octets)
      let outcome = try Self.dump.run(["-j", "-r", "-"], input: CaptureFile.pcapng.octets([frame], link: link))
      return try JSONValue.parse(outcome.output.dropLast())["ip"]
    }
    let expected = try ip(Array(repeating: 2, count: 12) + [8, 0] + datagram, .ethernet)
    #expect(expected != nil)
    #expect(try ip(header + datagram, link) == expected)
  }

  @Test func `shows what the filter lets pass, up to the count`() throws {
    let file = try folder.write(CaptureFile.pcapng.octets(Self.frames), to: "frames")
    func count(_ more: [String]) throws -> Int {
      try Self.dump.run(["-r", file] + more).outputText.split(separator: "\n").count
    }
    let all = try count([]), tcp = try count(["-f", "tcp"]), others = try count(["-f", "not tcp"])
    #expect(all == Self.frames.count && tcp > 1 && others > 1 && tcp + others == all)
    #expect(try count(["-c", "3"]) == 3)
    #expect(try count(["-c", "1", "-f", "not tcp"]) == 1)
  }

  @Test func `says of a frame that cannot be decoded where, what was needed and what was there`() throws {
    let frame = CapturedFrame(timestampNanoseconds: 0, octets: Array(repeating: 2, count: 12) + [8, 0, 0x45, 0, 0])
    let octets = CaptureFile.pcapng.octets([frame])
    let outcome = try Self.dump.run(["-j", "-r", "-"], input: octets)
    let expected = #""ip":{"hl":20},"error":{"layer":"ip","field":"header","needed":20,"found":3,"offset":14}}"# + "\n"
    #expect(outcome.outputText.hasSuffix(expected), "\(outcome.outputText)")
    #expect(
      try Self.dump.run(["-r", "-"], input: octets).outputText.hasSuffix(
        " IP [ip header: 20 octets needed, 3 there], length 17\n"))
  }

  @Test(arguments: [[], ["-j"]]) func `ends quietly when its reader has left`(_ form: [String]) throws {
    let file = try folder.write(CaptureFile.pcapng.octets(Self.frames), to: "frames")
    let outcome = try Self.dump.runWithoutReader(["-r", file] + form)
    #expect(outcome.status == 0 && outcome.errorText == "")
  }

  @Test func `shows what stands before the place where a file is cut, and names the place`() throws {
    let octets = Array(CaptureFile.littleMicroseconds.octets(Self.frames).dropLast(3))
    let outcome = try Self.dump.run(["-r", "-"], input: octets)
    #expect(outcome.outputText.split(separator: "\n").count == Self.frames.count - 1)
    #expect(outcome.status == 74)
    #expect(
      outcome.errorText == "gotcp-dump: standard input: truncated at octet \(octets.count): frame needs 3 octets more\n"
    )
  }

  @Test(arguments: [
    (["-r", "/dev/null"], 74, "/dev/null: truncated at octet 0: file header needs 4 octets more"),
    (["-r", "/nowhere"], 74, "/nowhere: No such file or directory"),
    (["-r", "/etc/passwd"], 74, "/etc/passwd: neither pcap nor pcapng"),
    ([], 64, "one of -i IF and -r FILE is needed, and not both"),
    (["-i", "lo", "-r", "x"], 64, "one of -i IF and -r FILE is needed, and not both"),
    (["-r", "/dev/null", "-f", "what is that"], 64, "filter \"what is that\": "),
  ])
  func `names what it cannot do`(_ words: [String], _ status: Int, _ message: String) throws {
    let outcome = try Self.dump.run(words)
    #expect(outcome.status == status)
    #expect(outcome.errorText.hasPrefix("gotcp-dump: \(message)"), "\(outcome.errorText)")
    #expect(outcome.outputText == "")
  }
}

@Suite("gotcp-dump, live", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct GotcpDumpLiveTests {
  private let machine: PrivateMachine

  init() throws { machine = try .withLoopback() }

  private func start(_ arguments: [String]) throws -> EchoProcess {
    let dump = try machine.start("gotcp-dump", ["-i", "lo", "-f", "udp"] + arguments)
    let isCapturing = try Patience.wait { try dump.errors().contains("capturing") }
    try #require(isCapturing)
    return dump
  }

  private func text(of dump: inout EchoProcess) throws -> String {
    var octets: [UInt8] = []
    while case let more = try dump.read(), !more.isEmpty { octets += more }
    return String(decoding: octets, as: UTF8.self)
  }

  @Test func `shows each frame once, and ends at the count`() throws {
    var dump = try start(["-c", "5"])
    try machine.sendDatagrams(5)
    let lines = try text(of: &dump).split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines.allSatisfy { $0.contains(" IP 127.0.0.1.") && $0.hasSuffix(" > 127.0.0.1.9: UDP, length 1400") })
    #expect(try dump.ending() == .exited(0))
    #expect(try dump.errors().hasSuffix("\ncaptured frames=5 dropped_kernel=0 dropped_interface=0\n"))
  }

  @Test func `shows a frame before the next one comes, and ends at a signal`() throws {
    var dump = try start(["-j"])
    try machine.sendDatagrams(1)
    let line = String(decoding: try dump.read(), as: UTF8.self)
    #expect(line.hasPrefix("{\"number\":1,") && line.hasSuffix("}\n"))
    try machine.send(SIGTERM, to: "gotcp-dump")
    #expect(try text(of: &dump) == "")
    #expect(try dump.ending() == .exited(0))
  }
}
