import Glibc
import SocketKit
import Testing
import UStack
import UStackLink

@Suite(.enabled(if: Cable.isPossible, Cable.needs)) struct `Octets to and from the kernel` {
  private static let many = Cable.isLong ? 100 << 20 : 4 << 20

  @Test(arguments: Cable.allCases) func `arrive at the kernel as they were sent`(cable: Cable) throws {
    try Bench.run(cable, patience: Cable.isLong ? 120 : 10) { bench in
      try bench.pourToKernel(bench.openedByStack(), Self.many)
      #expect((bench.longestSent > 1514) == cable.isLarge, "\(bench.longestSent)")
    }
  }

  @Test(arguments: Cable.allCases) func `arrive at the stack as they were sent`(cable: Cable) throws {
    try Bench.run(cable, patience: Cable.isLong ? 120 : 10) { bench in
      try bench.pourToStack(bench.openedByKernel(), Self.many)
      #expect((bench.longestReceived > 1514) == cable.isLarge, "\(bench.longestReceived)")
    }
  }

  @Test(arguments: Cable.allCases) func `of fifty connections at once stay apart`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      let listener = try bench.listen(at: 7)
      let kernels = try (0 ..< 50).map { _ in
        let socket = try StreamSocket(for: Bench.stackEnd(7))
        _ = try socket.connect(to: Bench.stackEnd(7))
        return KernelEnd(socket)
      }
      var byPort: [UInt16: ConnectionID] = [:]
      try bench.turn(until: "all are open") {
        while let (id, peer) = bench.driver.stack.tcp.accept(listener) { byPort[peer.port] = id }
        return try byPort.count == kernels.count && kernels.allSatisfy { try $0.state() == .established }
      }
      // Each has a part of the pattern for itself.
      let pattern = Pattern.shared
      for (index, kernel) in kernels.enumerated() {
        let start = index * 1000
        let id = try #require(byPort[kernel.localPort()])
        #expect(try kernel.give(pattern, from: start, upTo: start + 500) == 500)
        #expect(bench.give(id, pattern, from: start + 500, upTo: start + 800) == 300)
      }
      for (index, kernel) in kernels.enumerated() {
        let (start, id) = (index * 1000, try #require(byPort[kernel.localPort()]))
        var (atStack, atKernel) = (0, 0)
        try bench.turn(until: "connection \(index)") {
          atStack += try bench.take(id, pattern, from: start + atStack).count
          atKernel += try kernel.take(pattern, from: start + 500 + atKernel)
          return atStack == 500 && atKernel == 300
        }
      }
    }
  }
}

@Suite(.enabled(if: Cable.isPossible, Cable.needs)) struct `A window that is closed` {
  /// Probes that are seen before it is opened: the second is some 600 ms on.
  private static let probes = 2

  /// Holds the window closed until so many probes were seen, or for ten seconds in the long form.
  private static func hold(_ bench: Bench, _ probed: () -> Int) throws {
    let (start, before) = (Timestamp.monotonicNow, probed())
    try bench.turn(until: "the probes") {
      let isLongEnough = !Cable.isLong || Timestamp.monotonicNow - start > 10_000_000_000
      return isLongEnough && probed() - before >= probes
    }
  }

  @Test(arguments: Cable.allCases) func `at the kernel is probed by the stack, and loses nothing`(cable: Cable) throws {
    try Bench.run(cable, patience: Cable.isLong ? 40 : 10) { bench in
      let ends = try bench.openedByKernel(prepare: { try $0.set(.receiveBuffer, to: 8192) })
      let total = 500_000
      let given = bench.give(ends.stack, Pattern.shared, from: 0, upTo: total)
      #expect(given == total)
      try bench.turn(until: "the window closes") {
        guard let known = bench.driver.stack.tcp.information(ends.stack) else { return false }
        return known.sendWindow < known.segmentOctets && known.unsent > 0 && known.unacknowledged == 0
      }
      try Self.hold(bench) { bench.sent }
      #expect(bench.state(ends.stack) == .established)
      var taken = 0
      try bench.turn(until: "all arrive") {
        taken += try ends.kernel.take(Pattern.shared, from: taken)
        return taken == total
      }
    }
  }

  @Test(arguments: Cable.allCases) func `at the stack is probed by the kernel, and loses nothing`(cable: Cable) throws {
    try Bench.run(cable, patience: Cable.isLong ? 40 : 10) { bench in
      var options = ConnectionOptions()
      options.receiveBuffer = .fixed(8192)
      let ends = try bench.openedByKernel(options)
      let total = 500_000
      var given = 0
      try bench.turn(until: "the window closes") {
        given += try ends.kernel.give(Pattern.shared, from: given, upTo: total)
        let known = try ends.kernel.information()
        return known.octetsNotSent > 0 && known.segmentsInFlight == 0
          && bench.driver.stack.tcp.information(ends.stack)?.receiveWindow == 0
      }
      try Self.hold(bench) { bench.received }
      #expect(try ends.kernel.state() == .established)
      var taken = 0
      try bench.turn(until: "all arrive") {
        given += try ends.kernel.give(Pattern.shared, from: given, upTo: total)
        taken += try bench.take(ends.stack, Pattern.shared, from: taken).count
        return taken == total
      }
    }
  }
}

@Suite(.enabled(if: Cable.isPossible && Spawn.search("ping") != nil, Cable.needs)) struct `An echo of the kernel's` {
  @Test(arguments: Cable.allCases) func `comes back from the stack`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      // The longer one goes in pieces, both ways.
      for size in ["56", "4000"] {
        var ping = try System.start("ping", ["-n", "-c", "1", "-W", "5", "-s", size, "\(Bench.stack)"])
        var ending: ChildProcess.Ending?
        try bench.turn(until: "ping") {
          ending = ping.ending()
          return ending != nil
        }
        #expect(ending == .exited(0))
      }
    }
  }
}
