import PacketCodec

extension Inspector {
  /// A sighting: counted, and told if it is an alarm.
  ///
  /// - Parameters:
  ///   - isCounted: whether its detector has counted up to the threshold already.
  ///   - detail: what to say, from how often it was seen.
  mutating func sight(
    _ matter: Matter, _ source: Party, _ destination: Party, isCounted: Bool = false, _ detail: (Int) -> AlertDetail
  ) {
    guard let threshold = thresholds[matter.rule] else { return }
    guard let count = gate.sighting(of: matter, isCounted ? nil : threshold, now: now) else {
      counters.suppressed = gate.suppressed
      return
    }
    counters.alerts += 1
    findings.append(
      .alert(
        Alert(
          rule: matter.rule, source: source, destination: destination, detail: detail(count),
          timestampNanoseconds: now, frame: counters.frames)))
  }

  /// A sighting that is about its sender alone.
  mutating func sight(_ rule: Rule, of sender: Party, _ detail: AlertDetail) {
    let who: UInt64 =
      switch sender {
      case .host(let address): UInt64(address.rawValue)
      case .station(let address): address.rawValue | 1 << 63
      case .endpoint(let endpoint): endpoint.rawValue
      case .many, .unknown: 0
      }
    sight(Matter(rule, who), sender, .unknown) { _ in detail }
  }

  /// A sighting that is about two hosts.
  mutating func sight(_ rule: Rule, _ ip: IPv4Header, _ detail: AlertDetail) {
    sight(Matter(rule, ip), .host(ip.source), .host(ip.destination)) { _ in detail }
  }

  /// A flow has ended.
  mutating func tell(_ flow: Flow, _ end: FlowEnd) {
    counters.flows += 1
    findings.append(.flow(flow.record(end)))
  }
}
