import SocketKit
import Testing

@testable import Observe

@Suite struct `The kernel's ports for connecting` {
  @Test func `are read from the two files`() {
    #expect(
      EphemeralPorts(range: "32768\t60999\n", reserved: "8080,9148-9150\n")
        == EphemeralPorts(range: 32768 ... 60999, reserved: [8080 ... 8080, 9148 ... 9150]))
    #expect(EphemeralPorts(range: "1024 1024\n", reserved: "\n") == EphemeralPorts(range: 1024 ... 1024))
  }

  @Test(arguments: ["", "\n", "32768", "60999 32768", "1 65536", "-1 5", "a b", "1 2 3"])
  func `are none when the range is none`(text: String) {
    #expect(EphemeralPorts(range: text, reserved: "") == nil)
  }

  @Test func `leave out of the reserved what is no range`() {
    #expect(EphemeralPorts(range: "1 9", reserved: "x,4-3,1-2-3,-,7")?.reserved == [7 ... 7])
  }

  @Test func `are counted without those that are reserved, and within a socket's own range`() {
    let ports = EphemeralPorts(range: 100 ... 199, reserved: [90 ... 109, 150 ... 150])
    #expect(ports.count() == 89)
    #expect(ports.count(within: 105 ... 111) == 2)
    #expect(ports.count(within: 190 ... 300) == 10)
    #expect(ports.count(within: 200 ... 300) == 0)
    #expect(EphemeralPorts(range: 0 ... 65535).count() == 65536)
  }

  @Test func `hold the port that a socket gets`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let socket = try StreamSocket(for: SocketAddress(.loopback, port: 0))
    _ = try socket.connect(to: try listener.localAddress())
    #expect(try EphemeralPorts.current().range.contains(try socket.localAddress().port))
  }
}
