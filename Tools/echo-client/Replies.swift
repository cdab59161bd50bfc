import ToolKit

/// Prints each line that comes back, as it comes.
struct Replies {
  /// The longest line that is shown, 1 MiB: the peer decides how long it is, not how much memory it takes here.
  static let limit = 1 << 20

  private var lines = LineSplitter(limit: limit)
  private let report: Report

  init(_ report: Report) { self.report = report }

  mutating func received(_ octets: ArraySlice<UInt8>) {
    lines.feed(Array(octets))
    printLines()
  }

  /// The last line need not have an ending.
  mutating func finish() {
    lines.finish()
    printLines()
  }

  private mutating func printLines() {
    while let next = lines.next() {
      switch next {
      case .line(var line):
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        report.result("reply", [.integer("octets", line.count), .octets("text", line)])
      case .tooLong:
        report.diagnose("a reply of more than \(Self.limit) octets is not shown")
      }
    }
  }
}
