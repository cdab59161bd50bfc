import Glibc
import SocketKit
import Testing
import ToolKit

@Suite("why, of a peer on another machine,", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct WhyElsewhereTests {
  private let machine: PrivateMachine

  init() throws { machine = try .withLoopback() }

  /// A stream from here to a machine behind a wire, where nobody reads it.
  private struct Stream: ~Copyable {
    private let server: EchoProcess
    private let client: EchoProcess

    init(octets: Int, in machine: PrivateMachine) throws {
      try machine.succeed([
        "sh", "-c",
        """
        ip netns add there && ip link add here type veth peer name there netns there &&
        ip address add 192.0.2.1/24 dev here && ip link set here up &&
        ip -n there address add 192.0.2.2/24 dev there && ip -n there link set there up &&
        head -c \(octets) /dev/zero > /run/file
        """,
      ])
      var server = try machine.start("halfclose-server", ["-f", "/run/file", "-c", "0", "-l", "192.0.2.1:4000"])
      try server.next("listening")
      let script = ["bash", "-c", "exec 3<>/dev/tcp/192.0.2.1/4000; exec sleep 60"]
      let client = try EchoProcess("echo-client", [], before: machine.words(["ip", "netns", "exec", "there"] + script))
      try server.next("stream-start")
      self.server = server
      self.client = client
    }
  }

  @Test func `says that the peer does not read`() throws {
    let stream = try Stream(octets: 20_000_000, in: machine)
    // Until the queues are full, it goes on.
    var answer = try machine.why([":4000"])
    _ = try Patience.wait {
      if answer.status == 0 { answer = try machine.why([":4000"]) }
      return answer.status == 1
    }
    #expect(answer.status == 1 && answer.causes == ["peer-not-read"])
    #expect(answer["command"]?.text == "halfclose-serve" && answer["peer_pid"] == nil)
    #expect((answer["unacked_octets"]?.integer ?? 0) > 10_000)
    _ = consume stream
  }

  @Test func `says that the peer has not closed`() throws {
    let stream = try Stream(octets: 10, in: machine)
    try machine.await(1, "finwait2", port: 4000)
    let answer = try machine.why([":4000"])
    #expect(answer.status == 1 && answer.causes == ["peer-not-closed"])
    #expect(answer["command"]?.text == "halfclose-serve" && answer["state"]?.text == "FIN_WAIT2")
    _ = consume stream
  }
}
