import Observe

/// Lines of strace(1): what a whole call tells, its halves tell too.
enum StraceFuzz {
  static func fault(of octets: [UInt8]) -> String? {
    guard let first = octets.first else { return nil }
    var reader = StraceReader()
    for line in octets.dropFirst().split(separator: UInt8(ascii: "\n")) {
      let events = reader.read(Array(line))
      guard events.count <= 2, events.allSatisfy({ $0.process > 0 }) else { return "\(events)" }
      for case .call(let call) in events {
        let isSound = !call.name.isEmpty && call.descriptor ?? 0 >= 0 && call.durationNanoseconds ?? 0 >= 0
        guard isSound else { return "\(call)" }
      }
      if let fault = halvesFault(Array(line), cut: Int(first)) { return fault }
    }
    return nil
  }

  /// - Parameter cut: how many octets behind the call's name the line is cut.
  private static func halvesFault(_ line: [UInt8], cut: Int) -> String? {
    var alone = StraceReader()
    let whole = alone.read(line)
    guard case .call(let call)? = whole.first, whole.count == 1 else { return nil }
    guard let opening = line.firstRange(of: Array("\(call.name)(".utf8))?.upperBound else { return nil }
    let place = min(opening + cut, line.count)
    let moment = line[..<(opening - call.name.utf8.count - 1)]
    var reader = StraceReader()
    let before = reader.read(line[..<place] + Array(" <unfinished ...>".utf8))
    let halves = reader.read(Array(moment) + Array("<... \(call.name) resumed>".utf8) + line[place...])
    return before == [] && halves == whole ? nil : "\(halves) is not \(whole)"
  }
}
