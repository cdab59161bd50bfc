internal import SocketKit
internal import ToolKit

/// When, where and how long.
struct RunFactsList {
  private let facts: RunFacts

  init(_ facts: RunFacts) { self.facts = facts }

  private var rows: [(name: String, value: String)] {
    let seeds = facts.seeds.isEmpty ? [] : [("seed", facts.seeds.joined(separator: ", "))]
    return [
      ("begun", RFC3339.text(nanoseconds: facts.started.realtimeNanoseconds)),
      ("took", "\(Milliseconds.text(nanoseconds: facts.durationNanoseconds)) ms"), ("kernel", facts.kernel),
    ] + facts.hosts.map { ($0.name, $0.address) } + [("congestion control", facts.congestionControl)] + seeds
      + [("frames dropped", "\(facts.framesDropped)"), ("machine", facts.disturbance.text)]
  }

  /// A list of names and values.
  var element: Element {
    Element(
      "dl", ["class": "facts"],
      rows.map { row in Element("div", [:], [Element("dt", text: row.name), Element("dd", text: row.value)]) })
  }
}
