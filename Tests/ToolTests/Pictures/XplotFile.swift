/// What xplot reads, read more strictly than it does: each command with the words it needs, numbers in their type's form
/// and range, nothing behind the end.
///
/// Source: README and demo.0 of xplot.org 0.90.7.
struct XplotFile {
  /// A thing drawn, in a colour.
  struct Mark: Hashable {
    var command: String
    var color: String
    var points: [Point]
  }

  /// A place: microseconds, and a whole number.
  struct Point: Hashable {
    var x: Int
    var y: Int
  }

  /// Where and why a file is none.
  struct Fault: Error, Equatable {
    var line: Int
    var why: String
  }

  private(set) var texts: [String: String] = [:]
  private(set) var marks: [Mark] = []

  private static let colors: Set = [
    "white", "green", "red", "blue", "yellow", "purple", "orange", "magenta", "pink",
  ]
  private static let points: Set = [
    "x", "dot", "plus", "box", "diamond", "utick", "dtick", "ltick", "rtick", "htick", "vtick", "uarrow", "darrow",
    "larrow", "rarrow", "invisible",
  ]
  private static let labels: Set = ["title", "xlabel", "ylabel"]

  private var number = 1
  private var color: String?

  init(_ text: String) throws(Fault) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    guard lines.popLast() == "" else { throw Fault(line: lines.count, why: "no newline at the end") }
    guard lines.popFirst() == "timeval signed" else { throw Fault(line: 1, why: "no coordinates") }
    while let line = lines.popFirst() {
      number += 1
      if line == "go" {
        guard lines.isEmpty else { throw Fault(line: number, why: "something behind go") }
        return
      }
      if Self.labels.contains(String(line)) {
        guard let words = lines.popFirst(), !words.isEmpty else { throw Fault(line: number, why: "no words") }
        number += 1
        guard texts.updateValue(String(words), forKey: String(line)) == nil else {
          throw Fault(line: number, why: "\(line) once more")
        }
      } else {
        try command(line)
      }
    }
    throw Fault(line: number, why: "no go")
  }

  private mutating func command(_ line: Substring) throws(Fault) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    if words.count == 1, Self.colors.contains(words[0]) {
      color = words[0]
      return
    }
    let count = words[0] == "line" ? 2 : Self.points.contains(words[0]) ? 1 : 0
    guard count > 0 else { throw Fault(line: number, why: "no command") }
    guard words.count == 1 + 2 * count else { throw Fault(line: number, why: "not \(2 * count) numbers") }
    guard let color else { throw Fault(line: number, why: "no colour") }
    var places: [Point] = []
    for place in 0 ..< count {
      places.append(Point(x: try microseconds(words[1 + 2 * place]), y: try whole(words[2 + 2 * place])))
    }
    marks.append(Mark(command: words[0], color: color, points: places))
  }

  private func microseconds(_ word: String) throws(Fault) -> Int {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count == 6, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }),
      let seconds = Int32(parts[0]), let fraction = Int(parts[1])
    else { throw Fault(line: number, why: "no time: \(word)") }
    return Int(seconds) * 1_000_000 + fraction
  }

  private func whole(_ word: String) throws(Fault) -> Int {
    guard let value = Int32(word), "\(value)" == word else { throw Fault(line: number, why: "no number: \(word)") }
    return Int(value)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0" ... "9").contains(self) }
}
