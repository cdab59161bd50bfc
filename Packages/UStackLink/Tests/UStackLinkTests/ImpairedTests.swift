import Glibc
import SocketKit
import Testing
import UStack
import UStackLink
import Wire

/// The long form moves megabytes over each wire: `USTACK_LONG=1`.
private let isLong = getenv("USTACK_LONG") != nil

/// A wire, and how much is moved over it in seconds.
struct Weather: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var octets: Int
  var impairment: Impairment

  init(_ description: String, _ octets: Int, _ set: (inout Impairment) -> Void) {
    testDescription = description
    self.octets = isLong ? octets * 64 : octets
    impairment = Impairment()
    impairment.delay = 1_000_000
    impairment.holdBack = 3_000_000
    set(&impairment)
  }

  static let all = [
    Weather("1 % lost", 200_000) { $0.loss = Probability(0.01)! },
    Weather("5 % lost", 60_000) { $0.loss = Probability(0.05)! },
    Weather("20 % lost", 8_000) { $0.loss = Probability(0.2)! },
    Weather("10 % held back, 5 % doubled, 2 % damaged", 60_000) {
      $0.reorder = Probability(0.1)!
      $0.duplicate = Probability(0.05)!
      $0.corrupt = Probability(0.02)!
    },
  ]
}

@Suite(.enabled(if: Cable.isPossible, Cable.needs)) struct `Over a wire that harms, a stack and the kernel` {
  /// The stack sends and closes first, and the kernel answers with as much before it closes, too.
  @Test(arguments: Cable.plain, Weather.all)
  func `bring all their octets over, both ways, and both ends, when the stack begins`(
    cable: Cable, weather: Weather
  ) throws {
    try run(cable, weather, seed: 4) { bench in
      let ends = try bench.openedByStack()
      try bench.pourToKernel(ends, weather.octets)
      bench.driver.stack.tcp.finish(ends.stack, now: bench.now)
      try bench.turn(until: "the stack's FIN") {
        _ = try ends.kernel.take(.shared, from: 0)
        return ends.kernel.isAtEnd
      }
      try bench.pourToStack(ends, weather.octets)
      try ends.kernel.finish()
      try bench.expectEnd(ends.stack)
      try bench.turn(until: "the last ACK") { try ends.kernel.state() == .closed }
    }
  }

  @Test(arguments: Cable.plain, Weather.all)
  func `bring all their octets over, both ways, and both ends, when the kernel begins`(
    cable: Cable, weather: Weather
  ) throws {
    try run(cable, weather, seed: 5) { bench in
      let ends = try bench.openedByKernel()
      try bench.pourToStack(ends, weather.octets)
      try ends.kernel.finish()
      try bench.expectEnd(ends.stack)
      try bench.pourToKernel(ends, weather.octets)
      bench.driver.stack.tcp.finish(ends.stack, now: bench.now)
      try bench.turn(until: "the last ACK") { bench.state(ends.stack) == .closed }
    }
  }

  private func run(_ cable: Cable, _ weather: Weather, seed: UInt64, _ body: (Bench) throws -> Void) throws {
    try Bench.run(cable, over: weather.impairment, seed: seed, patience: isLong ? 600 : 60) { bench in
      try body(bench)
      let harm = weather.impairment.loss == .never ? bench.wire?.harmed : bench.wire?.lost
      #expect(try #require(harm) > 0, "the wire harmed nothing")
    }
  }
}
