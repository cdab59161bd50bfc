import Glibc
import SocketKit
import Testing
import ToolKit

/// What people hand to ladder, whole and broken.
@Suite("ladder, given") struct LabLadderTests {
  private let ladder = BuiltTool("ladder")

  @Test func `a timeline, draws calls and states beside the segments`() throws {
    let outcome = try ladder.run([try LabRun.shared.file("timeline.ndjson")])
    #expect(outcome.status == 0 && outcome.errorText == "")
    for part in ["SYN seq 0", "connect(3, ", "● ESTABLISHED", "accept4(", "FIN ACK", "● TIME_WAIT"] {
      #expect(outcome.outputText.contains(part), "\(part)")
    }
    let inRun = try FileDescriptor.contents(of: LabRun.shared.file("ladder.txt"), limit: 1 << 20)
    #expect(outcome.output == inRun)
  }

  @Test func `a capture, draws its segments, in ASCII only when asked to`() throws {
    let capture = try LabRun.shared.file("capture.pcapng")
    let unicode = try ladder.run([capture])
    let ascii = try ladder.run([capture, "--ascii"])
    #expect(unicode.status == 0 && ascii.status == 0)
    #expect(unicode.output.contains { $0 > 127 })
    #expect(ascii.output.allSatisfy { $0 == 10 || (32 ... 126).contains($0) })
    #expect(ascii.outputText.split(separator: "\n").count == unicode.outputText.split(separator: "\n").count)
  }

  @Test(arguments: ["--svg", "--mermaid", "--html"])
  func `a timeline, draws the same as a picture`(_ form: String) throws {
    let outcome = try ladder.run([form, try LabRun.shared.file("timeline.ndjson")])
    #expect(outcome.status == 0 && outcome.errorText == "")
    let start = ["--svg": "<?xml ", "--mermaid": "sequenceDiagram\n", "--html": "<!doctype html>\n"][form]!
    #expect(outcome.outputText.hasPrefix(start))
    for part in ["SYN seq 0", "connect(3, ", "ESTABLISHED", "accept4(", "FIN ACK", "TIME_WAIT"] {
      #expect(outcome.outputText.contains(part), "\(part)")
    }
  }

  @Test func `a capture and -j, writes an event for each segment, and leaves pictures alone`() throws {
    let folder = try TemporaryFolder()
    let told = ToldConnection.eventful.segments
    let capture = try folder.write(ToldConnection.capture([.long, .eventful]), to: "told.pcapng")
    let outcome = try ladder.run(["-j", "-c", "2", capture])
    #expect(outcome.status == 0 && outcome.errorText == "")
    let events = try outcome.outputText.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
    let first = ToldConnection.long.segments.count + 1
    #expect(events.map { $0["number"]?.integer } == (0 ..< told.count).map { Int64(first + $0) })
    #expect(events.map { $0["to"]?.text } == told.map { $0.isFromClient ? "server" : "client" })
    #expect(events.map { $0["seq"]?.integer } == told.map { Int64($0.sequence) })
    #expect(events.map { $0["ack"]?.integer } == told.map { $0.acknowledgment.map(Int64.init) })
    // A reset is a flag.
    let marks = told.map { $0.marks.filter { $0 != "reset" }.joined(separator: ", ").replacing("-", with: " ") }
    #expect(events.map { $0["marks"]?.text ?? "" } == marks)
    #expect(
      events.allSatisfy {
        $0.members?.prefix(5).map(\.name) == ["time", "mono_ns", "tool", "event", "connection"]
          && $0["tool"]?.text == "ladder" && $0["event"]?.text == "segment" && $0["connection"]?.integer == 2
      })
    #expect(try ladder.run(["-j", "--svg", capture]) == ladder.run(["--svg", capture]))
  }

  @Test func `a timeline of hostile names, makes XML that a parser takes`() throws {
    let line = #"""
      {"time":"2026-01-01T00:00:00.000000000Z","mono_ns":1,"tool":"x","event":"packet","plane":"packet","number":1,\#
      "octets":54,"source":"10.0.0.1:1","destination":"10.0.0.2:2","flags":2,"seq":0,"ack":0,"win":1,"urp":0,"sum":0,\#
      "payload_octets":0,"opts":"","text":""}
      {"time":"2026-01-01T00:00:00.000000000Z","mono_ns":0,"tool":"x","event":"syscall","host":"]]><script>&\u0001",\#
      "name":"connect","fd":3,"arguments":"10.0.0.2:2","result":0,"duration_us":1,"pid":1}
      {"time":"2026-01-01T00:00:00.000000000Z","mono_ns":2,"tool":"x","event":"syscall","host":"]]><script>&\u0001",\#
      "name":"</text><script>","fd":3,"arguments":"\u0000<!--\"'","result":0,"duration_us":1,"pid":1}

      """#
    let drawing = try ladder.run(["--svg", "-"], input: Array(line.utf8))
    #expect(drawing.status == 0 && drawing.outputText.contains("&lt;/text&gt;&lt;script&gt;(3, "), "\(drawing)")
    let count = """
      import sys, xml.etree.ElementTree as tree
      root = tree.fromstring(sys.stdin.buffer.read())
      print(sorted({element.tag.split("}")[1] for element in root.iter()}))
      """
    let parsed = try RunningProgram.run(["python3", "-c", count], input: drawing.output)
    #expect(
      parsed.outputText
        == "['defs', 'desc', 'g', 'line', 'marker', 'path', 'rect', 'style', 'svg', 'text', 'title']\n",
      "\(parsed)")
  }

  @Test func `a capture cut anywhere, draws what is whole and names the octet`() throws {
    let whole = try FileDescriptor.contents(of: LabRun.shared.file("capture.pcapng"), limit: 1 << 20)
    let folder = try TemporaryFolder()
    var statuses: Set<Int> = []
    var lengths: [Int] = []
    for length in stride(from: 1, to: whole.count, by: 7) {
      let path = try folder.write(Array(whole[..<length]), to: "cut")
      let outcome = try ladder.run([path])
      let status = try #require(outcome.status, "\(length): \(outcome)")
      statuses.insert(status)
      lengths.append(outcome.outputText.split(separator: "\n").count)
      // A cut between two blocks leaves a whole file.
      if status == 74 {
        #expect(outcome.errorText.hasPrefix("ladder: \(path): "), "\(length): \(outcome.errorText)")
        #expect(outcome.errorText.contains { $0.isNumber }, "\(length): \(outcome.errorText)")
      }
    }
    #expect(statuses.isSubset(of: [0, 1, 74]) && statuses.contains(74))
    #expect(lengths == lengths.sorted() && lengths.last! > 10)
  }

  @Test(arguments: [
    "", "{", "{}", "{}\n", "[]", "\0\0\0\0", "\n\n", "GET / HTTP/1.1\r\n", "\u{0A}\u{0D}\u{0D}\u{0A}",
    "{\"mono_ns\":1e999}\n", "{\"time\":\"x\",\"mono_ns\":-9223372036854775808,\"tool\":\"\",\"event\":\"\"}\n",
  ])
  func `what is no capture, ends with a status and a word`(_ text: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try ladder.run([try folder.write(text, to: "odd")])
    #expect(outcome.status == 1 || outcome.status == 74, "\(outcome)")
    #expect(outcome.outputText == "")
    if outcome.status == 74 { #expect(outcome.errorText.hasPrefix("ladder: ")) }
  }

  @Test func `octets at random, never traps`() throws {
    let folder = try TemporaryFolder()
    var generator = SystemRandomNumberGenerator()
    for round in 0 ..< 40 {
      var octets = (0 ..< 600).map { _ in UInt8.random(in: 0 ... 255, using: &generator) }
      // Half of them begin as a capture does.
      if round % 2 == 0 { octets.replaceSubrange(0 ..< 4, with: [0x0A, 0x0D, 0x0D, 0x0A]) }
      if round % 4 == 1 { octets.replaceSubrange(0 ..< 4, with: [0xD4, 0xC3, 0xB2, 0xA1]) }
      let outcome = try ladder.run([try folder.write(octets, to: "random")])
      #expect(outcome.status == 74 || outcome.status == 1, "\(octets): \(outcome)")
    }
  }

  @Test func `a good capture with octets changed, never traps`() throws {
    let whole = try FileDescriptor.contents(of: LabRun.shared.file("capture.pcapng"), limit: 1 << 20)
    let folder = try TemporaryFolder()
    for round in 0 ..< 60 {
      var octets = whole
      for _ in 0 ... round % 5 { octets[Int.random(in: 0 ..< octets.count)] = UInt8.random(in: 0 ... 255) }
      let outcome = try ladder.run([try folder.write(octets, to: "changed")])
      #expect([0, 1, 74].contains(outcome.status), "\(octets): \(outcome)")
    }
  }

  @Test(arguments: ["/nonexistent", "/dev/null", "/", "/proc/self/mem"])
  func `no file, names it`(_ path: String) throws {
    let outcome = try ladder.run([path])
    #expect(path == "/dev/null" ? outcome.status == 1 : outcome.status == 71 || outcome.status == 74, "\(outcome)")
    if path != "/dev/null" { #expect(outcome.errorText.hasPrefix("ladder: \(path): "), "\(outcome.errorText)") }
  }

  @Test func `the number of a connection that is not there, ends with 1`() throws {
    let capture = try LabRun.shared.file("capture.pcapng")
    let outcome = try ladder.run([capture, "--connection", "2"])
    #expect(outcome.status == 1 && outcome.outputText == "")
    #expect(try ladder.run([capture, "--connection", "1"]) == ladder.run([capture]))
  }

  @Test func `a reader that has left, ends quietly`() throws {
    let outcome = try ladder.runWithoutReader([try LabRun.shared.file("timeline.ndjson")])
    #expect(outcome.status == 0 && outcome.errorText == "")
  }

  @Test(.enabled(if: PrivateMachine.isPossible && geteuid() == 0, "needs root for tcpdump"))
  func `what tcpdump captured of several connections, draws each`() throws {
    let machine = try PrivateMachine()
    try machine.succeed(["ip", "link", "set", "lo", "up"])
    var server = try RunningProgram(machine.words(["/run/tools/echo-server", "-l", "127.0.0.1:7"]))
    let capture = machine.outside("/run/lo.pcap")
    var dump = try RunningProgram(machine.words(["tcpdump", "-U", "-Z", "root", "-i", "lo", "-w", "/run/lo.pcap"]))
    let listens = Patience.wait { FileDescriptor.table(of: machine.first).contains(":0007 00000000:0000 0A") }
    let captures = Patience.wait { access(capture, R_OK) == 0 && FileDescriptor.count(of: capture) >= 24 }
    try #require(listens && captures)
    for _ in 1 ... 3 {
      #expect(try machine.run(["/run/tools/echo-client", "127.0.0.1:7"], input: Array("hi\n".utf8)).status == 0)
    }
    func drawn() throws -> Outcome { try ladder.run([capture]) }
    let isWhole = try Patience.wait { try drawn().outputText.components("FIN ACK") == 6 }
    #expect(isWhole)
    let outcome = try drawn()
    #expect(outcome.outputText.components("SYN ACK") == 3)
    #expect(try ladder.run(["--connection", "3", capture]).outputText.components("SYN ACK") == 1)
    for tool in ["tcpdump", "echo-server"] { kill(try machine.process(tool), SIGTERM) }
    #expect(try server.outcome().status == 0)
    #expect(try dump.outcome().status == 0)
  }
}
