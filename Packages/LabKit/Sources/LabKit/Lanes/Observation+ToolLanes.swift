// What the tools held and said over time.
extension Observation {
  /// For each tool whose descriptors were watched a lane of how many it had, and one of what it told; for the others the
  /// second alone. In the order in which they were first heard of.
  public var toolLanes: [Lane] {
    var tools: [Owner: Doings] = [:]
    var order: [Owner] = []
    for (index, event) in timeline.events.enumerated() {
      let owner = Owner(host: event.host, tool: event.tool)
      guard case .told = event.happening else {
        guard case .descriptor(let change) = event.happening else { continue }
        if tools[owner] == nil { order.append(owner) }
        tools[owner, default: Doings()].note(change, at: event.monotonicNanoseconds, index)
        continue
      }
      if tools[owner] == nil { order.append(owner) }
      tools[owner, default: Doings()].ticks.append(
        Lane.Tick(moment: event.monotonicNanoseconds, side: .whole, kind: "told", evidence: .event(index)))
    }
    return order.flatMap { tools[$0]?.lanes($0.name) ?? [] }
  }

  private struct Owner: Hashable {
    var host: String?
    var tool: String

    var name: String { host.map { "\(tool) on \($0)" } ?? tool }
  }

  /// Of all processes that are filed under one name.
  private struct Doings {
    var steps: [Lane.Step] = []
    var ticks: [Lane.Tick] = []

    mutating func note(_ change: DescriptorChange, at moment: Int64, _ event: Int) {
      let count = max(0, (steps.last?.count ?? 0) + (change.isOpen ? 1 : -1))
      steps.append(Lane.Step(moment: moment, count: count, event: event))
    }

    func lanes(_ name: String) -> [Lane] {
      let told = Self.count(ticks.count, "event")
      let telling = Lane(title: steps.isEmpty ? "\(name): \(told)" : "", content: .ticks(ticks))
      guard let most = steps.map(\.count).max() else { return [telling] }
      let held = "\(name): up to \(Self.count(most, "descriptor"))"
      let title = ticks.isEmpty ? held : "\(held), \(told)"
      return [Lane(title: title, content: .steps(steps))] + (ticks.isEmpty ? [] : [telling])
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
  }
}
