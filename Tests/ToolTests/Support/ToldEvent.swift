/// One line of a tool's output in its parts.
struct ToldEvent: Hashable, Sendable {
  var name: String
  var fields: [String: String] = [:]

  /// - Parameter line: with blanks only between fields.
  init(_ line: String) {
    let words = line.split(separator: " ")
    name = words.first.map(String.init) ?? ""
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      fields[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
    }
  }

  subscript(field: String) -> String? { fields[field] }

  /// All lines of an output.
  static func all(in text: String) -> [ToldEvent] { text.split(separator: "\n").map { ToldEvent(String($0)) } }
}

extension EchoProcess {
  /// Reads events until one of this name.
  ///
  /// - Returns: all of them, the last one of this name.
  mutating func events(until name: String) throws -> [ToldEvent] {
    var events: [ToldEvent] = []
    repeat { events.append(ToldEvent(try nextLine())) } while events.last?.name != name
    return events
  }
}
