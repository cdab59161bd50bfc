import Glibc
import SocketKit
import Testing
import ToolKit

@Suite("tcp-states --follow --details", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct SocketStatesDetailsTests {
  /// A window that grows has told so many sizes soon.
  private static let sizes = 3

  private let machine: PrivateMachine
  private let folder: TemporaryFolder

  init() throws {
    machine = try .withLoopback()
    folder = try TemporaryFolder()
  }

  /// Streams until the sender's window was told in enough sizes.
  ///
  /// - Returns: what was told.
  private func lines(of follow: inout EchoProcess, to port: UInt16) throws -> [String] {
    _ = try follow.nextLine()
    var load = try machine.start("tcp-load", ["-q", "--bulk", "-c", "1", "-t", "1m", "127.0.0.1:\(port)"])
    var lines: [String] = []
    var sizes: Set<Int64> = []
    let end = Timestamp.monotonicNow + Int64(EchoProcess.patience) * 1_000_000
    while sizes.count < Self.sizes, Timestamp.monotonicNow < end {
      lines.append(try follow.nextLine())
      let object = try JSONValue.parse(Array(lines[lines.count - 1].utf8))
      if object["event"]?.text == "socket", object["remote"]?.text == "127.0.0.1:\(port)",
        let size = object["cwnd_segments"]?.integer, object["rtt_us"] != nil, object["retransmits"] != nil
      {
        sizes.insert(size)
      }
    }
    try machine.send(SIGTERM, to: "tcp-load")
    #expect(try load.ending() == .exited(0))
    #expect(sizes.count == Self.sizes, "\(sizes)")
    return lines
  }

  @Test func `has the sender's window drawn beside a capture of a stream`() throws {
    var server = try machine.start("echo-server", ["-l", "127.0.0.1:0"])
    let port = try server.port()
    let wire = "\(folder.path)/wire.pcapng"
    var capture = try machine.start("capture", ["-i", "lo", "-f", "tcp", "--snaplen", "128", "-c", "200", "-o", wire])
    try capture.next("capturing")
    var follow = try machine.start("tcp-states", ["-q", "-j", "-f", "-d", "-i", "1ms", "-p", "\(port)"])
    let states = try folder.write(lines(of: &follow, to: port).joined(separator: "\n"), to: "states.ndjson")
    #expect(try capture.ending() == .exited(0))

    let script = "/run/tools/timeline $0 $1 | /run/tools/tcp-plot -g cwnd -d to-server --gnuplot -"
    let drawn = try machine.run(["bash", "-c", script, wire, states])
    #expect(drawn.status == 0 && drawn.errorText == "", "\(drawn.errorText)")
    #expect(drawn.outputText.contains(" with steps title 'cwnd'"))
  }
}
