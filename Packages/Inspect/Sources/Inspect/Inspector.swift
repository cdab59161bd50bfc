public import PacketCodec

/// Watches frames: which flows there are, and what is wrong with them.
///
/// It does nothing itself. Frames go in with their time, findings come out; there is no clock, and what it remembers has
/// an end, whatever comes:
///
///     var inspector = Inspector()
///     inspector.receive(octets, linkType: .ethernet, originalCount: octets.byteCount, at: time)
///     for finding in inspector.takeFindings() { … }
///
/// Datagrams whose checksum is wrong, and headers that cannot be read, are told and change nothing: no host would take
/// them, so nobody can hide behind them.
public struct Inspector: Sendable {
  /// What was counted so far.
  public internal(set) var counters = Counters()
  /// What is alarming; a rule that is not there is off.
  let thresholds: [Rule: Threshold]

  var flows: AgedTable<FlowKey, Flow>
  var scan: PortScan
  var handshakes: Handshakes
  var stations: Stations
  var pieces: Pieces
  var gate: AlertGate
  var findings: [Finding] = []
  /// The time of the frame that is being watched.
  var now: Int64 = 0

  /// One that has seen nothing.
  ///
  /// - Parameters:
  ///   - thresholds: what is alarming; a rule that is not there is off. Each count is at most its rule's `mostCount`.
  ///   - limits: how much is remembered.
  public init(thresholds: [Rule: Threshold] = Self.defaultThresholds, limits: Limits = Limits()) {
    for (rule, threshold) in thresholds { precondition(threshold.count <= rule.mostCount, "\(rule): \(threshold)") }
    self.thresholds = thresholds
    flows = AgedTable(capacity: limits.flows, queues: Flow.Phase.allCases.count)
    scan = PortScan(capacity: limits.sources)
    handshakes = Handshakes(capacity: limits.services)
    stations = Stations(capacity: limits.stations)
    pieces = Pieces(capacity: limits.datagrams)
    gate = AlertGate(capacity: limits.matters)
  }

  /// All rules, each with its own.
  public static var defaultThresholds: [Rule: Threshold] {
    Dictionary(uniqueKeysWithValues: Rule.allCases.map { ($0, $0.defaultThreshold) })
  }

  /// Flows that are remembered now, those that are over and kept for late segments among them.
  public var flowCount: Int { flows.count }

  /// Watches a frame, whatever it is.
  ///
  /// - Parameters:
  ///   - octets: the frame from its link header on, as far as it was captured.
  ///   - linkType: what it begins with.
  ///   - originalCount: octets it had on the link.
  ///   - nanoseconds: when, since 1970. Frames may come in any order; how long things last is then as good as that order.
  /// - Returns: whom it joined; nil when it carries no datagram that can be read.
  public mutating func receive(
    _ octets: RawSpan, linkType: LinkType, originalCount: Int, at nanoseconds: Int64
  ) -> FiveTuple? {
    // The ends of time are half as far, so that no difference overflows.
    now = min(max(nanoseconds, .min / 4), .max / 4)
    counters.frames += 1
    counters.octets += max(originalCount, octets.byteCount)
    endIdleFlows()
    let frame = Frame(octets, linkType: linkType, originalCount: originalCount)
    let tuple = watch(frame, octets)
    noteEvictions()
    return tuple
  }

  /// Takes what was found since it was asked last.
  public mutating func takeFindings() -> [Finding] {
    guard !findings.isEmpty else { return [] }
    let found = findings
    findings = []
    return found
  }

  /// Ends the watch: every flow that is left ends, those that rested longest first.
  public mutating func finish() {
    for phase in Flow.Phase.allCases {
      while let entry = flows.removeOldest(queue: phase.rawValue, now: now) {
        if phase != .over { tell(entry.value, .watched) }
      }
    }
  }

  private mutating func watch(_ frame: Frame, _ octets: RawSpan) -> FiveTuple? {
    if let error = frame.error { sight(.malformed, of: frame.sender, .undecodable(error)) }
    if let packet = frame.arp { watch(packet, from: frame.station) }
    if let datagram = frame.datagram { return watch(datagram, octets) }
    if frame.arp == nil { counters.unwatched += 1 }
    return nil
  }

  /// Says of each table once that it is full, and counts what left.
  private mutating func noteEvictions() {
    note(.sources, scan.evicted)
    note(.services, handshakes.evicted)
    note(.stations, stations.evicted)
    note(.datagrams, pieces.evicted)
    note(.matters, gate.evicted)
  }

  mutating func note(_ table: WatchTable, _ evicted: Int) {
    guard evicted > 0 else { return }
    if counters.evicted.updateValue(evicted, forKey: table) == nil { findings.append(.full(table)) }
  }
}
