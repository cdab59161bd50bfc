import Glibc
import LabKit
import SocketKit
import Testing

@Suite(
  "capture, with a reader that", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct CaptureReaderTests {
  private let machine: PrivateMachine

  init() throws { machine = try .withLoopback() }

  /// A capture in a pipe that is fuller than a pipe can be, for nobody reads.
  private func stuck() throws -> EchoProcess {
    let capture = try machine.start("capture", ["-i", "lo", "-f", "udp"])
    try expectCapturing(capture)
    try machine.sendDatagrams(200)
    return capture
  }

  private func expectCapturing(_ capture: borrowing EchoProcess) throws {
    let isCapturing = try Patience.wait { try capture.errors().hasPrefix("capturing ") }
    try #require(isCapturing)
  }

  private func readToEnd(_ program: inout EchoProcess) throws -> [UInt8] {
    var octets: [UInt8] = []
    while true {
      let more = try program.read()
      if more.isEmpty { return octets }
      octets += more
    }
  }

  @Test(arguments: ["true", "head -c 24 > /dev/null"])
  func `leaves, ends quietly though no frame comes`(_ reader: String) throws {
    let script = "/run/tools/capture -q -i lo | \(reader); echo ${PIPESTATUS[0]}"
    let outcome = try machine.run(["bash", "-c", script])
    #expect(outcome.outputText == "0\n")
    #expect(outcome.errorText == "")
  }

  @Test func `leaves in the middle, ends quietly`() throws {
    let pipeline = "\"$0\" \"$@\" | head -c 100000 | wc -c; echo ${PIPESTATUS[0]}"
    var capture = try EchoProcess("capture", ["-i", "lo"], before: machine.words(["bash", "-c", pipeline]))
    try expectCapturing(capture)
    try machine.sendDatagrams(200)
    #expect(String(decoding: try readToEnd(&capture), as: UTF8.self) == "100000\n0\n")
    #expect(try capture.errors().split(separator: "\n").count == 1)
  }

  @Test func `is late, gives it everything after the signal`() throws {
    var capture = try stuck()
    try machine.send(SIGTERM, to: "capture")
    try machine.expectTaken(by: "capture")
    var reader = CapturedWireReader()
    let octets = try readToEnd(&capture)
    try reader.append(octets.span.bytes)
    try reader.finish()
    #expect(reader.wire.frames.count == 200)
    #expect(try capture.ending() == .exited(0))
    #expect(try capture.errors().contains("captured frames=200 "))
  }

  @Test func `never reads, gives up at the second signal, with 74`() throws {
    var capture = try stuck()
    try machine.send(SIGTERM, to: "capture")
    try machine.expectTaken(by: "capture")
    #expect(machine.processes().map(\.name).contains("capture"))
    try machine.send(SIGINT, to: "capture")
    try expectGivenUp(&capture)
  }

  @Test func `never reads, gives up at two signals that come as one`() throws {
    var capture = try stuck()
    let pid = try machine.process("capture")
    for signal in [SIGTERM, SIGINT] { kill(pid, signal) }
    try expectGivenUp(&capture)
  }

  private func expectGivenUp(_ capture: inout EchoProcess) throws {
    #expect(try capture.ending() == .exited(74))
    let errors = try capture.errors().split(separator: "\n").dropFirst()
    #expect(errors == ["capture: given up before all was written"])
  }
}
