public import SocketKit

// What a run's parts are to each other: which connection is whose, and when a tool said something.
extension Observation {
  /// The connection of a client that told `connected`: its place in `conversations` and `streams`.
  ///
  /// - Returns: nil when it told no such thing, or when nothing of it passed the wire.
  public func place(ofConnectionBy tool: String) -> Int? {
    guard let end = told("connected", by: tool).first?.text("local").flatMap({ SocketAddress($0) }) else { return nil }
    return conversations.firstIndex { $0.client == end }
  }

  /// What was said and answered on the connection of such a client.
  func exchanges(by tool: String) -> [Exchange] {
    place(ofConnectionBy: tool).map { Exchange.all(in: conversations[$0], streams[$0]) } ?? []
  }

  /// Where a tool listened, as its calls say.
  public func listener(of tool: String) -> SocketAddress? {
    timeline.lives.first { life in
      life.events.contains { index in
        let event = timeline.events[index]
        guard event.tool == tool, case .call(let call) = event.happening else { return false }
        return call.name == "listen" && call.error == nil
      }
    }?.local
  }

  /// When a tool told this, CLOCK_MONOTONIC, nanoseconds, in order.
  public func moments(of event: String, by tool: String) -> [Int64] {
    timeline.events.compactMap { entry in
      guard entry.tool == tool, case .told(let telling) = entry.happening, telling.name == event else { return nil }
      return entry.monotonicNanoseconds
    }
  }

  /// The successful calls of this name that a tool made, by when they were entered.
  public func calls(_ name: String, by tool: String) -> [CallMade] {
    timeline.events.compactMap { entry in
      guard entry.tool == tool, case .call(let call) = entry.happening, call.name == name, call.error == nil else {
        return nil
      }
      return call
    }
  }

  /// The congestion control that a connection with this end was found to use; nil when nobody looked.
  public func congestionControl(at local: SocketAddress) -> String? {
    told("congestion-control", by: Stage.socketTable).first { $0.text("local") == "\(local)" }?.text("name")
  }
}
