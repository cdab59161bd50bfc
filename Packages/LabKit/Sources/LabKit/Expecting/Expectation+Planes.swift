internal import PacketCodec
public import SocketKit

// Claims that need two planes: what a program asked, and what the wire or the kernel did.
extension Expectation {
  /// A side's FIN is what its call of shutdown or close caused: it left after the call was entered.
  ///
  /// - Parameters:
  ///   - call: the call's name.
  ///   - direction: the FIN's.
  ///   - conversation: whose FIN it is.
  ///   - timeline: where the call was recorded.
  public static func finFollows(
    _ call: String, _ direction: Direction, _ conversation: Conversation, _ timeline: Timeline
  ) -> Expectation {
    let claim = "the \(direction == .toServer ? "client" : "server")'s FIN follows its call of \(call)"
    let fin = conversation.steps(direction).first { $0.has(.finish) }
    let (client, server) = (conversation.client, conversation.server)
    let (own, other) = direction == .toServer ? (client, server) : (server, client)
    let place = timeline.entry(of: call, at: own, toward: other)
    let entered = place.map { timeline.events[$0].monotonicNanoseconds }
    guard let fin, let place, let entered else {
      return Expectation(
        claim, found: "\(fin == nil ? "no FIN" : "a FIN"), \(entered == nil ? "no" : "a") \(call)",
        holds: false)
    }
    let distance = Milliseconds.distance(from: entered, to: fin.monotonicNanoseconds)
    return Expectation(
      claim, found: "\(Milliseconds.text(nanoseconds: distance)) ms after it was entered",
      holds: distance >= -clockTolerance, evidence: [.event(place), fin.evidence])
  }

  /// Frames carry the wall clock and calls the monotonic one; laid over each other they may be wrong by so much. Their
  /// readings are 20 ns apart, and a busy machine may be interrupted between them.
  private static let clockTolerance: Int64 = 20_000

  /// TIME_WAIT was found at the end whose FIN came first, and not at the other.
  ///
  /// Source: RFC 9293 §3.6.1.
  public static func timeWaitAtTheFirstToClose(_ conversation: Conversation, _ seen: Observation) -> Expectation {
    let waiting = seen.ends(of: conversation, thatWere: .timeWait)
    let first = conversation.firstFinish?.segment.source
    let found = waiting.map { "TIME_WAIT at \($0)" }
    return Expectation(
      "TIME_WAIT is at the end that closed first, alone",
      found: found.isEmpty ? "no TIME_WAIT" : found.joined(separator: ", "),
      holds: first != nil && waiting == [first],
      evidence: [conversation.firstFinish?.evidence].compactMap(\.self)
        + seen.timeline.evidence(of: conversation.client, toward: conversation.server, in: .timeWait)
        + seen.timeline.evidence(of: conversation.server, toward: conversation.client, in: .timeWait))
  }

  /// Every descriptor that a tool's accept gave was closed by it, before it ended.
  public static func acceptedDescriptorsClosed(by tool: String, _ timeline: Timeline) -> Expectation {
    var (accepted, closed) = (0, 0)
    var evidence: [Evidence] = []
    for life in timeline.lives {
      let made = life.events.filter { timeline.events[$0].tool == tool }
      let names = made.compactMap { index -> String? in
        if case .call(let call) = timeline.events[index].happening, call.error == nil { call.name } else { nil }
      }
      guard names.first == "accept4", life.remote != nil else { continue }
      accepted += 1
      evidence += [made.first, made.last].compactMap { $0.map { .event($0) } }
      if names.last == "close" { closed += 1 }
    }
    return Expectation(
      "\(tool) closes every descriptor it accepted", found: "\(accepted) accepted, \(closed) closed",
      holds: accepted > 0 && accepted == closed, evidence: evidence)
  }

  /// These tools ended with status 0.
  public static func endedWithZero(_ tools: [String], _ endings: [String: ChildProcess.Ending?]) -> Expectation {
    let found = tools.map { tool in "\(tool) \(text(endings[tool] ?? nil))" }
    return Expectation(
      "the tools end well", found: found.joined(separator: ", "),
      holds: tools.allSatisfy { endings[$0] == .some(.exited(0)) })
  }

  static func text(_ ending: ChildProcess.Ending?) -> String {
    switch ending {
    case .exited(let status): "exit \(status)"
    case .signalled(let signal): "killed by \(signal)"
    case nil: "did not end"
    }
  }
}
