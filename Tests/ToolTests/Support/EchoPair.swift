import SocketKit
import Testing

/// A server and a client in a machine, each a program of its own, and their connection, on which a line went there and
/// back.
struct EchoPair: ~Copyable {
  private let server: EchoProcess
  private var client: EchoProcess
  /// Where the server listens: "127.0.0.1:40001".
  let address: String

  /// Starts both.
  ///
  /// - Parameter tool: echo-server, or lying-server, which never calls close here.
  init(_ tool: String = "echo-server", in machine: PrivateMachine) throws {
    let lie = tool == LyingServer.name ? ["--lie", "never-closes"] : []
    var server = try machine.start(tool, lie + ["-l", "127.0.0.1:0"])
    let address = "127.0.0.1:\(try server.port())"
    var client = try machine.start("echo-client", [address])
    try client.next("connected")
    try client.write("hello\n")
    try client.next("reply")
    self.server = server
    self.client = client
    self.address = address
  }

  /// Where the server listens.
  var port: Substring { address.split(separator: ":")[1] }

  /// The client sends, and nobody waits for the reply.
  mutating func write(_ text: String) throws { try client.write(text) }

  /// The client closes first: FIN.
  mutating func endInput() { client.endInput() }

  /// The client closes first, and the connection is over.
  mutating func end() throws {
    endInput()
    try client.next("closed")
    #expect(try client.ending() == .exited(0))
  }
}
