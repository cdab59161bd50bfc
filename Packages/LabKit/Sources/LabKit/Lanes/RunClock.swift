/// The time of a run from its first event to its last, which all lanes of it share.
struct RunClock: Hashable, Sendable {
  /// CLOCK_MONOTONIC, nanoseconds.
  let start: Int64
  /// Behind `start`, also of a run in which nothing takes time.
  let end: Int64

  init(_ timeline: Timeline) {
    start = timeline.events.first?.monotonicNanoseconds ?? 0
    let last = timeline.events.last?.monotonicNanoseconds ?? 0
    end = max(last, start == .max ? start : start + 1)
  }

  /// How long it is.
  var milliseconds: Double { Double(Milliseconds.distance(from: start, to: end)) / 1e6 }

  /// Where a moment stands, 0 at the start and 1 at the end; held within.
  func fraction(_ moment: Int64) -> Double {
    let length = Double(Milliseconds.distance(from: start, to: end))
    guard length > 0 else { return 0 }
    return min(1, max(0, Double(Milliseconds.distance(from: start, to: moment)) / length))
  }

  /// The same as a part of a drawing's width.
  func percent(_ moment: Int64) -> String { "\(Decimals.text(fraction(moment) * 100, places: 3))%" }

  /// A moment in words, milliseconds from the start.
  func text(_ moment: Int64) -> String {
    Milliseconds.text(nanoseconds: Milliseconds.distance(from: start, to: moment))
  }
}
