import Glibc
import Testing

@testable import UStack

/// `USTACK_SEEDS=FIRST..<LAST` says which lives are lived; without it, a few. `scripts/simulate` lives thousands.
@Suite struct `A life of any kind` {
  @Test func `keeps every invariant from its first SYN to its end`() throws {
    let seeds = Self.seeds
    var steps = 0
    var elapsed: Int64 = 0
    var octets = 0
    var faults = 0
    for seed in seeds where faults < 20 {
      var life = try Life(seed: seed)
      do {
        try life.run()
      } catch {
        faults += 1
        Issue.record("\(error), after \(life.steps) steps and \(life.elapsed), in \(life)")
        print(try Self.replayed(seed))
      }
      steps += life.steps
      elapsed += life.elapsed.milliseconds
      octets += life.octets
    }
    print("\(seeds.count) lives, \(steps) steps, \(elapsed / 3_600_000) simulated hours, \(octets) octets heard")
  }

  /// The same life once more, with what was sent before it broke, and how to live it alone.
  private static func replayed(_ seed: UInt64) throws -> String {
    var life = try Life(seed: seed, recording: true)
    try? life.run()
    return life.lastSegments(30) + "\nalone: scripts/simulate \(seed)..<\(seed + 1)"
  }

  private static var seeds: Range<UInt64> {
    guard let text = getenv("USTACK_SEEDS").map({ String(cString: $0) }) else { return 0 ..< 40 }
    let ends = text.split(separator: "..<").compactMap { UInt64($0) }
    precondition(ends.count == 2 && ends[0] < ends[1], "USTACK_SEEDS is no range: \(text)")
    return ends[0] ..< ends[1]
  }
}
