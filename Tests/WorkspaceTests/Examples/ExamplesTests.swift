import SocketKit
import Testing

@Suite(.serialized) struct `The examples` {
  private static let needsTAP: Comment = "needs user namespaces, /dev/net/tun and ip(8)"
  private static let hasTAP =
    (try? Command(
      "unshare", "--user", "--map-root-user", "--net", "ip", "tuntap", "add", "dev", "tap0", "mode", "tap"
    ).run())?.status == 0

  @Test func `are as short as they are called`() throws {
    func lines(_ path: String) throws -> Int {
      let text = String(
        decoding: try FileDescriptor.contents(of: ThisWorkspace.path("Examples/\(path)"), limit: 1 << 16), as: UTF8.self
      )
      return text.split(separator: "\n").count { !$0.drop { $0 == " " }.hasPrefix("//") }
    }
    #expect(try lines("read-capture/Sources/read-capture/main.swift") <= 10)
    #expect(try lines("echo/Sources/echo/main.swift") <= 40)
  }

  @Test func `read a capture as tcpdump does`() throws {
    let examples = try ExampleCommands.shared.get()
    let capture = try GoldenCapture()
    let folder = "\(examples.folder)/build/lab/echo"
    _ = try Command("mkdir", "-p", folder).succeed()
    try FileDescriptor.open("\(folder)/capture.pcapng", .replace).writeAll(capture.octets.span.bytes)
    let output = try examples.typed(examples.line(with: "read-capture")).succeed()
    #expect(output.split(separator: "\n").map(String.init) == capture.lines)
  }

  @Test func `give octets back to one peer while another does not read`() throws {
    let examples = try ExampleCommands.shared.get()
    let server = try ExampleServer(examples, examples.line(with: "127.0.0.1:0"))
    let sloth = try ExamplePeer(to: server.address)
    let pattern = try sloth.writeAllThatIsTaken()
    let peer = try ExamplePeer(to: server.address)
    try peer.write(Array("hello".utf8))
    #expect(try peer.read(5) == Array("hello".utf8))
    try sloth.finish()
    let isWhole = try sloth.readToEnd() == pattern
    #expect(isWhole)
    try peer.write([1])
    #expect(try peer.read(1) == [1])
  }

  @Test func `try TCP over a cable that loses`() throws {
    let examples = try ExampleCommands.shared.get()
    let output = try examples.typed(examples.line(with: "swift test")).succeed()
    #expect(output.contains("✔ Test run with 2 tests in 1 suite passed"))
  }

  @Test(.enabled(if: hasTAP, needsTAP)) func `are answered by the kernel from a network of their own`() throws {
    let examples = try ExampleCommands.shared.get()
    let output = try examples.typed(try #require(examples.blocks.last)).succeed()
    let said = output.split(separator: "\n").filter { $0.hasPrefix("10.0.0.1 gave 14 octets back after ") }
    #expect(said.count == 1, "\(output)")
  }
}
