@testable import UStack

/// How the program at one end behaves.
struct Habits {
  /// When it reads.
  enum Reading {
    /// Whatever is there, at once.
    case eager
    /// So many octets each time.
    case slow(octets: Int, every: Interval)
    /// All, now and then.
    case bursts(every: Interval)
    /// Nothing for long, then whatever is there.
    case late(after: Interval)
    /// It says that it will not read any more.
    case stops(after: Interval)
  }

  /// How it ends.
  enum Ending {
    /// It finishes when all is written, reads to the end, and closes.
    case polite
    /// It closes when all is written, read or not.
    case closing
    /// It gives the connection up.
    case aborting(after: Interval)
  }

  var options = ConnectionOptions()
  var linkMTU = 1500
  /// Octets it wants to say.
  var total = 0
  /// The most it says at once.
  var chunk = 1 << 16
  /// Between two writes, at most.
  var pause = Interval.zero
  var reading = Reading.eager
  var ending = Ending.polite
  /// It calls some of what it says urgent.
  var isUrgent = false
  /// After so long it gives up, whatever is the matter.
  var patience = Interval.seconds(24 * 3600)

  /// True when nothing it does keeps the other from being heard.
  var isPolite: Bool {
    if case .stops = reading { return false }
    if case .polite = ending { return true }
    return false
  }
}

extension Habits {
  /// Any habits.
  init(_ generator: inout RandomSource) {
    options.congestion = generator.chance(1, in: 2) ? .reno : .cubic
    options.timestamps = generator.chance(2, in: 3)
    options.selectiveAcknowledgment = generator.chance(3, in: 4)
    options.windowScaling = generator.chance(2, in: 3)
    options.congestionNotification = generator.chance(1, in: 3)
    options.noDelay = generator.chance(1, in: 3)
    options.sendBuffer = generator.number(about: 2048 ... 1 << 20)
    let start = generator.number(about: 2048 ... 1 << 20)
    options.receiveBuffer = generator.chance(1, in: 2) ? .fixed(start) : .tuned(from: start, upTo: 1 << 20)
    // A polite life must not end by bad luck: a burst each way may take twelve segments that are sent alone.
    options.synRetries = 40
    options.retries = 40
    if generator.chance(1, in: 8) { options.keepAlive = ConnectionOptions.KeepAlive() }
    options.pacing = Self.pacing(&generator)
    isUrgent = generator.chance(1, in: 8)
    linkMTU = [88, 256, 576, 1500, 1500, 9000][Int.random(in: 0 ..< 6, using: &generator)]
    total = generator.chance(1, in: 6) ? 0 : generator.number(about: 1 ... min(200_000, linkMTU * 150))
    chunk = generator.number(about: 1 ... 65_536)
    if total / chunk > 300 { chunk = total / 300 }
    if generator.chance(1, in: 2) { pause = .microseconds(generator.number(about: 1 ... 3_000_000)) }
    reading = Self.reading(&generator)
    switch Int.random(in: 0 ..< 10, using: &generator) {
    case 0 ..< 7: ending = .polite
    case 7, 8: ending = .closing
    default: ending = .aborting(after: .milliseconds(generator.number(about: 1 ... 100_000)))
    }
  }

  private static func pacing(_ generator: inout RandomSource) -> ConnectionOptions.Pacing {
    switch Int.random(in: 0 ..< 4, using: &generator) {
    case 0, 1: .off
    case 2: .window
    default: .atMost(generator.number(about: 1_000 ... 10_000_000))
    }
  }

  private static func reading(_ generator: inout RandomSource) -> Reading {
    switch Int.random(in: 0 ..< 20, using: &generator) {
    case 0 ..< 11: return .eager
    case 11 ..< 14:
      return .slow(
        octets: generator.number(about: 100 ... 50_000), every: .milliseconds(generator.number(about: 1 ... 300)))
    case 14 ..< 17: return .bursts(every: .milliseconds(generator.number(about: 1 ... 30_000)))
    case 17, 18: return .late(after: .milliseconds(generator.number(about: 1_000 ... 3_600_000)))
    default: return .stops(after: .milliseconds(generator.number(about: 1 ... 10_000)))
    }
  }
}
