import SocketKit
import Testing
import UStack
import UStackLink

@Suite(.enabled(if: Cable.isPossible, Cable.needs)) struct `Opening against the kernel` {
  @Test(arguments: Cable.usual) func `is done by the kernel, with scaled windows on both sides`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      let ends = try bench.openedByKernel()
      let known = try #require(bench.driver.stack.tcp.information(ends.stack))
      #expect(known.state == .established && known.sendShift > 0 && known.receiveShift > 0)
      #expect(known.segmentOctets == 1448, "timestamps take twelve octets of 1460")
      try bench.pourToKernel(ends, 10_000)
    }
  }

  @Test(arguments: Cable.usual) func `is done by the stack, with scaled windows on both sides`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      let ends = try bench.openedByStack()
      let known = try #require(bench.driver.stack.tcp.information(ends.stack))
      #expect(known.sendShift > 0 && known.receiveShift > 0)
      try bench.pourToStack(ends, 10_000)
      // More than 65,535 can only be said with a scale.
      #expect(known.receiveWindow > 65_535 || known.receiveShift > 0)
    }
  }

  @Test(arguments: Cable.usual) func `has no scaled window where the stack offers none`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      var options = ConnectionOptions()
      options.windowScaling = false
      let ends = try bench.openedByStack(options)
      let known = try #require(bench.driver.stack.tcp.information(ends.stack))
      #expect(known.sendShift == 0 && known.receiveShift == 0)
      try bench.pourToKernel(ends, 200_000)
    }
  }

  @Test(arguments: Cable.usual) func `is refused by the stack where nobody listens`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      let socket = try StreamSocket(for: Bench.stackEnd(8))
      _ = try socket.connect(to: Bench.stackEnd(8))
      let end = KernelEnd(socket)
      var error: Errno?
      try bench.turn(until: "the refusal") {
        error = try end.pendingError()
        return error != nil
      }
      #expect(error == .connectionRefused)
    }
  }

  @Test(arguments: Cable.usual) func `is refused by the kernel where nobody listens`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      let id = try bench.connect(to: 8)
      try bench.turn(until: "the refusal") { bench.state(id) == .closed }
      #expect(bench.driver.stack.tcp.closeReason(of: id) == .refused)
    }
  }

  @Test(arguments: Cable.usual) func `is done by both at once`(cable: Cable) throws {
    try Bench.run(cable) { bench in
      // Each learns the other's station, so that nothing but the two SYNs is under way then.
      let stranger = try bench.connect(to: 8)
      try bench.turn(until: "the refusal") { bench.state(stranger) == .closed }

      let socket = try StreamSocket(for: Bench.stackEnd(70))
      try socket.bind(to: Bench.kernelEnd(90))
      _ = try socket.connect(to: Bench.stackEnd(70))
      let kernel = KernelEnd(socket)
      let id = try bench.connect(to: 90, from: 70)
      try bench.driver.flush()
      try bench.stand(until: "the kernel has both SYNs") { try kernel.state() == .synReceived }
      #expect(bench.state(id) == .synSent)
      try bench.turn(until: "both are open") { try bench.state(id) == .established && kernel.state() == .established }
      try bench.pourToKernel((id, kernel), 10_000)
      try bench.pourToStack((id, kernel), 10_000)
    }
  }
}
