import ToolKit

/// In what pieces it comes, and a stream of lines, each of which may be a moment.
enum LinesFuzz {
  private static let limit = 40

  static func fault(of octets: [UInt8]) -> String? {
    guard let first = octets.first else { return nil }
    let stream = Array(octets.dropFirst())
    let lines = split(stream, piece: max(1, stream.count))
    guard split(stream, piece: Int(first % 16) + 1) == lines else { return "in pieces there are other lines" }
    for case .line(let line) in lines {
      guard line.count <= limit else { return "a line of \(line.count) octets" }
      guard let moment = RFC3339.nanoseconds(String(decoding: line, as: UTF8.self)) else { continue }
      let text = RFC3339.text(nanoseconds: moment)
      guard RFC3339.nanoseconds(text) == moment else { return "\(moment) is written as \(text)" }
    }
    let kept = lines.reduce(0) { if case .line(let line) = $1 { $0 + line.count } else { $0 } }
    return kept <= stream.count ? nil : "more octets in lines than there were"
  }

  private static func split(_ stream: [UInt8], piece: Int) -> [LineSplitter.Line] {
    var splitter = LineSplitter(limit: limit)
    var lines: [LineSplitter.Line] = []
    for start in stride(from: 0, to: stream.count, by: piece) {
      splitter.feed(Array(stream[start ..< min(start + piece, stream.count)]))
      while let line = splitter.next() { lines.append(line) }
    }
    splitter.finish()
    while let line = splitter.next() { lines.append(line) }
    return lines
  }
}
