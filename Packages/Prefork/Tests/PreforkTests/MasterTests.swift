import EventLoop
import Glibc
import SocketKit
import Testing

@testable import Prefork

@Suite struct `A master` {
  // It holds signals back in its whole process.
  @Test func `takes a grace longer than any clock, and one below zero`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      for grace in [Duration.seconds(Int64.max), .seconds(Int64.min)] {
        let port = try SharedPort(
          ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1), sharedBy: 1, backlog: 1)
        // A name with a NUL starts no process.
        var master = try Master(
          port, name: "\0", arguments: [], SignalDescriptor(Master.signals), grace: grace)
        guard case .notStarted(station: 1, _) = try master.next() else { exit(1) }
      }
      exit(0)
    }
  }
}
