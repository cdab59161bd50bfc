import Glibc
import SocketKit
import Testing

/// A tool's first line finds a pipe that is full, and stays so: the tool waits in the middle of its work, and holds the
/// signals back that its loop would read.
@Suite("A reader that does not read") struct ReaderThatDoesNotReadTests {
  private static let servers = [
    ["echo-server"], ["echo-server", "-w", "2"], ["word-server"], ["fd-leak"],
    ["halfclose-server", "-f", "/etc/passwd"],
  ].map { $0 + ["-l", "127.0.0.1:0"] }

  @Test(arguments: servers + [["tcp-states", "-a", "-f"]], [[], ["-j"]])
  func `is waited for, until SIGTERM ends the tool as it would have`(_ words: [String], _ form: [String]) throws {
    let pipe = try Self.fullPipe()
    var child = try Self.start(words + form, pipe)
    let pid = child.pid
    #expect(try Patience.wait { try Self.holdsAndSleeps(pid) })
    child.send(.terminate)
    let hasEnded = ProcessFile.hasEnded(child.descriptor.rawValue)
    if !hasEnded { child.send(.kill) }
    #expect(hasEnded && child.wait() == .exited(0))
  }

  @Test func `is waited for, and gets all when it reads at last`() throws {
    let pipe = try Self.fullPipe()
    var child = try Self.start(["echo-server", "--help"], pipe)
    let pid = child.pid
    #expect(try Patience.wait { try ProcessFile.status("State", of: pid).hasPrefix("S") })
    let readEnd = pipe.intoReadEnd()
    var octets: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 512)
    while true {
      var span = chunk.mutableSpan
      var room = span.mutableBytes
      guard case .octets(let count) = try readEnd.read(into: &room) else { break }
      octets += chunk[..<count]
    }
    #expect(child.wait() == .exited(0))
    let help = try BuiltTool("echo-server").run(["--help"]).output
    #expect(octets.count > help.count && Array(octets.suffix(help.count)) == help)
  }

  private static func start(_ words: [String], _ output: borrowing Pipe) throws -> ChildProcess {
    let input = try FileDescriptor.open("/dev/null", .read)
    let error = try FileDescriptor.open("/dev/null", .write)
    var spawn = Spawn(BuiltTool(words[0]).path, Array(words.dropFirst()))
    spawn.standard = (input.rawValue, output.writeEnd.rawValue, error.rawValue)
    return try ChildProcess(spawn)
  }

  /// Whether a process sleeps that holds SIGTERM back: a tool does so in its loop too, but comes there only after its first
  /// line.
  private static func holdsAndSleeps(_ pid: CInt) throws -> Bool {
    let held = UInt64(try ProcessFile.status("SigBlk", of: pid), radix: 16) ?? 0
    guard held & 1 << UInt64(SIGTERM - 1) != 0 else { return false }
    return try ProcessFile.status("State", of: pid).hasPrefix("S")
  }

  private static func fullPipe() throws -> Pipe {
    let pipe = try Pipe()
    try pipe.writeEnd.setNonblocking(true)
    while try pipe.writeEnd.write([UInt8](repeating: UInt8(ascii: "\n"), count: 4096).span.bytes) > 0 {}
    // A tool is to find it as a shell makes it.
    try pipe.writeEnd.setNonblocking(false)
    return pipe
  }
}
