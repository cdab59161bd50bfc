import SocketKit
import Testing
import UStack
import UStackLink

@Suite(.enabled(if: Cable.isPossible, Cable.needs)) struct `Closing against the kernel` {
  @Test(arguments: Cable.usual) func `is begun by the kernel`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      let (id, kernel) = try bench.openedByKernel()
      try kernel.finish()
      try bench.turn(until: "one half is closed") {
        try bench.state(id) == .closeWait && kernel.state() == .finWait2
      }
      try bench.expectEnd(id)
      bench.driver.stack.tcp.finish(id, now: bench.now)
      try bench.turn(until: "both are") { bench.state(id) == .closed }
      #expect(bench.driver.stack.tcp.closeReason(of: id) == .finished)
      #expect(try kernel.take(Pattern.shared, from: 0) == 0 && kernel.isAtEnd)
    }
  }

  @Test(arguments: Cable.usual) func `is begun by the stack`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      let (id, kernel) = try bench.openedByKernel()
      bench.driver.stack.tcp.finish(id, now: bench.now)
      try bench.turn(until: "one half is closed") {
        try bench.state(id) == .finWait2 && kernel.state() == .closeWait
      }
      #expect(try kernel.take(Pattern.shared, from: 0) == 0 && kernel.isAtEnd)
      try kernel.finish()
      try bench.turn(until: "both are") { try bench.state(id) == .timeWait && kernel.state() == .closed }
      try bench.expectEnd(id)
    }
  }

  @Test(arguments: Cable.usual) func `is begun by both at once`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      let (id, kernel) = try bench.openedByKernel()
      try kernel.finish()
      bench.driver.stack.tcp.finish(id, now: bench.now)
      try bench.driver.flush()
      try bench.stand(until: "the FINs have crossed") { try kernel.state() == .closing }
      try bench.turn(until: "both are closed") { try bench.state(id) == .timeWait && kernel.state() == .closed }
      try bench.expectEnd(id)
    }
  }

  @Test(arguments: Cable.usual) func `leaves the other half open, to the kernel`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      let ends = try bench.openedByStack()
      try ends.kernel.finish()
      try bench.expectEnd(ends.stack)
      try bench.pourToKernel(ends, 300_000)
      #expect(bench.state(ends.stack) == .closeWait)
      bench.driver.stack.tcp.finish(ends.stack, now: bench.now)
      try bench.turn(until: "the end") {
        try ends.kernel.take(Pattern.shared, from: 300_000) == 0 && ends.kernel.isAtEnd
          && bench.state(ends.stack) == .closed
      }
    }
  }

  @Test(arguments: Cable.usual) func `leaves the other half open, to the stack`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      let ends = try bench.openedByStack()
      bench.driver.stack.tcp.finish(ends.stack, now: bench.now)
      try bench.turn(until: "one half is closed") { bench.state(ends.stack) == .finWait2 }
      try bench.pourToStack(ends, 300_000)
      #expect(bench.state(ends.stack) == .finWait2)
      try ends.kernel.finish()
      try bench.expectEnd(ends.stack)
      #expect(bench.state(ends.stack) == .timeWait)
    }
  }
}

@Suite(.enabled(if: Cable.isPossible, Cable.needs)) struct `Giving up against the kernel` {
  @Test(arguments: Cable.usual) func `resets the stack when the kernel does`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      let id = try bench.openedByKernel(prepare: { try $0.set(.linger, to: .seconds(0)) }).stack
      try bench.expectEnd(id, .failed(.reset))
      #expect(bench.state(id) == .closed)
    }
  }

  @Test(arguments: Cable.usual) func `resets the kernel when the stack does`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      let (id, kernel) = try bench.openedByKernel()
      bench.driver.stack.tcp.abort(id, now: bench.now)
      try bench.turn(until: "the reset") { try kernel.state() == .closed }
      #expect(throws: Errno.connectionReset) { try kernel.take(Pattern.shared, from: 0) }
    }
  }

  @Test(arguments: Cable.usual) func `is what the kernel does when it closes with octets unread`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      let id = try Self.unreadByKernel(bench)
      try bench.expectEnd(id, .failed(.reset))
    }
  }

  /// - Returns: the stack's end of a connection whose other end is gone.
  private static func unreadByKernel(_ bench: Bench) throws -> ConnectionID {
    let (id, kernel) = try bench.openedByKernel()
    _ = bench.give(id, Pattern.shared, from: 0, upTo: 1000)
    try bench.turn(until: "the kernel has them") { try kernel.information().octetsReceived == 1000 }
    return id
  }

  @Test(arguments: Cable.usual) func `is what the stack does when it closes with octets unread`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      let (id, kernel) = try bench.openedByKernel()
      _ = try kernel.give(Pattern.shared, from: 0, upTo: 1000)
      try bench.turn(until: "the stack has them") { bench.driver.stack.tcp.readable(id) == 1000 }
      bench.driver.stack.tcp.close(id, now: bench.now)
      try bench.turn(until: "the reset") { try kernel.state() == .closed }
      #expect(throws: Errno.connectionReset) { try kernel.take(Pattern.shared, from: 0) }
    }
  }
}
