internal import SocketKit

// Events that verdicts point at.
extension Timeline {
  /// The events of which this is so, in order.
  func evidence(where isMeant: (TimelineEvent) -> Bool) -> [Evidence] {
    events.indices.filter { isMeant(events[$0]) }.map { .event($0) }
  }

  /// What these tools told under this name.
  func evidence(told name: String, by tools: String...) -> [Evidence] {
    evidence { event in
      guard tools.contains(event.tool), case .told(let telling) = event.happening else { return false }
      return telling.name == name
    }
  }

  /// The successful calls of this name that a tool made.
  func evidence(call name: String, by tool: String) -> [Evidence] {
    evidence { event in
      guard event.tool == tool, case .call(let call) = event.happening else { return false }
      return call.name == name && call.error == nil
    }
  }

  /// The changes of an end's state into one of these, and out of it.
  func evidence(of local: SocketAddress, toward remote: SocketAddress, in states: TCPSocketState...) -> [Evidence] {
    evidence { event in
      guard case .transition(let change) = event.happening, change.local == local, change.remote == remote else {
        return false
      }
      return [change.from, change.to].compactMap(\.self).contains(where: states.contains)
    }
  }

  /// The changes into a state, of those that a condition admits.
  func evidence(into state: TCPSocketState, where isMeant: (StateChange) -> Bool) -> [Evidence] {
    evidence { event in
      guard case .transition(let change) = event.happening else { return false }
      return change.to == state && isMeant(change)
    }
  }
}

extension Sequence<ConversationStep> {
  /// What a verdict that rests on these segments points at.
  var evidence: [Evidence] { map(\.evidence) }
}
