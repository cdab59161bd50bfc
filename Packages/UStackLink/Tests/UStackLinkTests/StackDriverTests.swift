import Glibc
import SocketKit
import Testing
import UStack
import UStackLink

@Suite(.enabled(if: Cable.isPossible, Cable.needs)) struct `A driver of a stack` {
  @Test(arguments: Cable.usual) func `shows the stack no frame that is not admitted`(cable: Cable) throws {
    final class Counter { var frames = 0 }
    let counter = Counter()
    try Bench.run(
      cable,
      admit: { _ in
        counter.frames += 1
        return false
      }
    ) { bench in
      let socket = try StreamSocket(for: Bench.stackEnd(7))
      _ = try socket.connect(to: Bench.stackEnd(7))
      try bench.turn(until: "the kernel asks for the station") { counter.frames > 0 }
      #expect(bench.received == 0 && bench.sent == 0)
    }
  }

  @Test(arguments: Cable.usual) func `takes so many frames in a turn, and says that there are more`(cable: Cable)
    throws
  {
    try Bench.run(cable) { bench in
      // Each datagram to everybody is a frame at once.
      try Self.broadcast(StackDriver.framesPerTurn + 10)
      #expect(try bench.driver.turn())
      #expect(bench.received == StackDriver.framesPerTurn)
      var turns = 1
      while try bench.driver.turn() { turns += 1 }
      #expect(turns == 1 && bench.received == StackDriver.framesPerTurn + 10)
    }
  }

  @Test(arguments: Cable.usual) func `has no deadline while nothing is under way, and one with a SYN`(cable: Cable)
    throws
  {
    try Bench.run(cable) { bench in
      #expect(bench.driver.deadline == nil)
      _ = try bench.connect(to: 8)
      // The first asks for the station, the second knows when to ask again.
      for _ in 1 ... 2 { try bench.driver.turn() }
      let known = bench.driver.deadline
      let deadline = try #require(known)
      #expect(deadline > Timestamp.monotonicNow && deadline < Timestamp.monotonicNow + 2_000_000_000)
    }
  }

  @Test(arguments: Cable.usual) func `waits for a frame, but no longer than its stack or its caller says`(cable: Cable)
    throws
  {
    try Bench.run(cable) { bench in
      let moment = bench.now + .milliseconds(2)
      try bench.driver.wait(until: moment)
      #expect(bench.now >= moment)
      try Self.broadcast(1)
      try bench.driver.wait()
      #expect(bench.received == 0)
      try bench.driver.turn()
      #expect(bench.received == 1)
      _ = try bench.connect(to: 8)
      // The kernel is asked for its station, and answers before anybody asks again.
      try bench.driver.turn()
      try bench.driver.wait()
      try bench.driver.turn()
      #expect(bench.received == 2)
    }
  }

  @Test(arguments: Cable.usual) func `says when its link is gone`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      try System.run("ip", ["link", "del", Cable.kernelInterface])
      #expect(throws: Errno.self) { try bench.turn(until: "the link says it") { false } }
    }
  }

  @Test func `loses what its interface does not carry any more, and goes on`() throws {
    try Bench.run(.veth) { bench in
      let (stack, kernel) = try bench.openedByKernel()
      try System.run("ip", ["link", "set", Cable.stackInterface, "mtu", "600"])
      let pattern = Pattern.shared
      let given = bench.give(stack, pattern, from: 0, upTo: 3000)
      #expect(given == 3000)
      try bench.turn(until: "a timeout") { bench.driver.stack.tcp.information(stack)?.resentInFlight ?? 0 > 0 }
      let early = try kernel.take(pattern, from: 0)
      #expect(early == 0)
      try System.run("ip", ["link", "set", Cable.stackInterface, "mtu", "1500"])
      var taken = 0
      try bench.turn(until: "all") {
        taken += try kernel.take(pattern, from: taken)
        return taken == 3000
      }
    }
  }

  private static func broadcast(_ count: Int) throws {
    let number = socket(AF_INET, CInt(SOCK_DGRAM.rawValue), 0)
    defer { close(number) }
    var yes: CInt = 1
    setsockopt(number, SOL_SOCKET, SO_BROADCAST, &yes, socklen_t(MemoryLayout<CInt>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(5000).bigEndian
    address.sin_addr.s_addr = UInt32(0x0A07_00FF).bigEndian
    for _ in 0 ..< count {
      let sent = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          sendto(number, "x", 1, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      try #require(sent == 1)
    }
  }
}
