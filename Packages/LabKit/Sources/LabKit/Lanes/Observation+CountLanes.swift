internal import SocketKit

// How many sockets were in which state, where connections are too many to have lanes of their own.
extension Observation {
  /// A lane for each state of each host that so many sockets were in at once, in the order in which they were first
  /// found.
  ///
  /// - Parameter least: 1 ...; what fewer were in is left out.
  public func countLanes(atLeast least: Int) -> [Lane] {
    var lanes: [Place: [Lane.Step]] = [:]
    var order: [Place] = []
    for (index, event) in timeline.events.enumerated() {
      guard case .transition(let change) = event.happening else { continue }
      for (state, difference) in [(change.from, -1), (change.to, 1)] {
        guard let state else { continue }
        let place = Place(host: event.host ?? "", state: state)
        if lanes[place] == nil { order.append(place) }
        let count = (lanes[place]?.last?.count ?? 0) + difference
        lanes[place, default: []].append(
          Lane.Step(moment: event.monotonicNanoseconds, count: max(0, count), event: index))
      }
    }
    return order.compactMap { place in
      let steps = lanes[place] ?? []
      let most = steps.map(\.count).max() ?? 0
      guard most >= least else { return nil }
      let host = place.host.isEmpty ? "" : "\(place.host): "
      return Lane(title: "\(host)\(place.state.name), up to \(most)", content: .steps(steps))
    }
  }

  private struct Place: Hashable {
    var host: String
    var state: TCPSocketState
  }
}
