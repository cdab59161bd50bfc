/// When the first, the second, the third of something is due: at a rate that all workers keep together.
struct Schedule: Sendable {
  private let start: Double
  private let nanoseconds: Double

  /// - Parameters:
  ///   - start: when the first worker's first is due, CLOCK_MONOTONIC in nanoseconds.
  ///   - rate: of all workers together, a second.
  ///   - worker: which of them; they take turns.
  init(from start: Int64, rate: Int, worker: Int, of workers: Int) {
    let step = 1e9 / Double(rate)
    self.start = Double(start) + step * Double(worker)
    nanoseconds = step * Double(workers)
  }

  /// When one is due. A Double of nanoseconds is exact to one of them for the first 104 days after the machine's start.
  func time(of number: Int) -> Int64 { Int64(start + nanoseconds * Double(number)) }
}
