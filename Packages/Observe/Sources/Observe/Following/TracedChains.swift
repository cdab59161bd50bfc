public import SocketKit

/// Lays what the kernel's tracepoint told beside what dumps show. It knows no kernel and no clock: both are given.
///
/// A dump shows the sockets of one network namespace, between what others may have happened; the tracepoint tells the
/// moment of each change, in all namespaces, and names none. So a change counts as ours where the changes between the
/// same ends make one chain without a gap, from the state that one dump shows to that of the next; with one change too
/// many or too few, as where two namespaces have the same addresses, all of them are dropped.
///
/// What the tracepoint cannot tell comes from the dumps as before: it never sees a half-open connection, nor TIME_WAIT,
/// and not when the peer's FIN comes in FIN_WAIT2 where the kernel has put the smaller object of TIME_WAIT in the socket's
/// place. Link-local addresses have no interface in it, and are not found.
public struct TracedChains: Sendable {
  /// The most changes kept between two dumps, some seven a connection; with more, none of them counts.
  public static let changesMax = 65_536

  /// Between telling of a change and doing it, the kernel may be interrupted.
  private static let slackNanoseconds: Int64 = 1_000_000

  private var changes: [Sighting.Ends: [TracedStateChange]] = [:]
  private var count = 0
  private var isBroken = false

  /// Chains of which nothing is told.
  public init() {}

  /// Takes what was told since the last dump, in the order of time.
  public mutating func take(_ line: StateTraceLine) {
    guard case .change(let change) = line, count < Self.changesMax else {
      isBroken = true
      return
    }
    switch (change.from, change.to) {
    case (.listen, .synReceived): return  // Told when the third segment comes, not the first.
    case (.finWait2, .closed): return  // Over, or in TIME_WAIT, or still in FIN_WAIT2.
    default: break
    }
    let ends = Sighting.Ends(local: change.local, remote: change.remote)
    if change.from == .synSent, changes[ends] == nil { changes[ends] = beginning(of: ends) }
    changes[ends, default: []].append(change)
    count += 1
  }

  /// A socket that connects has no port yet when it enters SYN_SENT: it is the one socket without a port that connects
  /// from there to there. Of several, none is known.
  private mutating func beginning(of ends: Sighting.Ends) -> [TracedStateChange]? {
    var nameless = ends
    nameless.local.port = 0
    guard let all = changes.removeValue(forKey: nameless), all.count == 1 else { return nil }
    return all
  }

  /// The changes that were told of what a dump shows.
  ///
  /// - Parameters:
  ///   - transition: between two dumps of sockets in all states.
  ///   - began: when the later was asked for: what changed after that, it may show or not.
  /// - Returns: from `from` to `to` without a gap; those with `since` at `observed` are exact. Nil when what was told does
  ///   not fit, or nothing was.
  public mutating func steps(of transition: SocketTransition, began: Timestamp) -> [SocketTransition]? {
    let ends = Sighting.Ends(local: transition.local, remote: transition.remote)
    guard !isBroken, transition.since != nil, let told = changes.removeValue(forKey: ends), let first = told.first,
      Self.isBeginning(first.from, after: transition.from), Self.isChain(told),
      let end = Self.end(of: told, at: transition.to)
    else { return nil }
    let rest = told[(end + 1)...]
    guard told[end].nanoseconds <= transition.observed.monotonicNanoseconds,
      rest.first.map({ $0.nanoseconds > began.monotonicNanoseconds - Self.slackNanoseconds }) ?? true
    else { return nil }
    if !rest.isEmpty { changes[ends] = Array(rest) }
    return Self.steps(transition, told[...end])
  }

  /// Drops what the dump that began then must have shown.
  public mutating func forget(before began: Timestamp) {
    let oldest = began.monotonicNanoseconds - Self.slackNanoseconds
    changes =
      isBroken ? [:] : changes.compactMapValues { told in told.allSatisfy { $0.nanoseconds < oldest } ? nil : told }
    count = changes.values.reduce(0) { $0 + $1.count }
    isBroken = false
  }
}

// MARK: - Fitting

extension TracedChains {
  private static func isBeginning(_ first: TCPSocketState, after state: TCPSocketState?) -> Bool {
    switch state {
    // A server's is in SYN_RECV when it becomes a socket; of a client's, the first change may be nobody's.
    case nil: first == .closed || first == .synReceived || first == .synSent
    case .newSynReceived: first == .synReceived
    case let state?: first == state
    }
  }

  private static func isChain(_ told: [TracedStateChange]) -> Bool {
    zip(told, told.dropFirst()).allSatisfy { $0.to == $1.from && $0.nanoseconds <= $1.nanoseconds }
  }

  /// The change that leads to the state; or the last, from which only the dump knows how it went on.
  private static func end(of told: [TracedStateChange], at state: TCPSocketState?) -> Int? {
    let end = told.firstIndex { change in
      switch state {
      case nil: change.to == .closed
      case .timeWait: change.from == .closing && change.to == .closed
      case let state?: change.to == state
      }
    }
    let isHandedOn = (state == nil || state == .timeWait) && told.last?.to == .finWait2
    return end ?? (isHandedOn ? told.count - 1 : nil)
  }

  private static func steps(
    _ transition: SocketTransition, _ told: ArraySlice<TracedStateChange>
  ) -> [SocketTransition] {
    var steps: [SocketTransition] = []
    var rest = transition
    for change in told {
      var step = rest
      step.observed = moment(change, on: transition.observed)
      if step.from == nil, change.from != .closed {
        step.to = change.from
        step.isInferred = true
        steps.append(step)
        step.from = change.from
        step.isInferred = false
      }
      step.since = step.observed
      step.to = change.to == .closed ? transition.to : change.to
      steps.append(step)
      rest.from = step.to
      rest.since = step.observed
    }
    if rest.from != rest.to { steps.append(rest) }
    return steps
  }

  private static func moment(_ change: TracedStateChange, on clock: Timestamp) -> Timestamp {
    let age = clock.monotonicNanoseconds - change.nanoseconds
    return Timestamp(
      realtimeNanoseconds: clock.realtimeNanoseconds - age, monotonicNanoseconds: change.nanoseconds)
  }
}
