import PacketCodec

/// What makes two sightings one alarm: the rule, and whom it is about.
struct Matter: Hashable, Sendable {
  var rule: Rule
  var first: UInt64
  var second: UInt64

  init(_ rule: Rule, _ first: UInt64 = 0, _ second: UInt64 = 0) {
    self.rule = rule
    self.first = first
    self.second = second
  }

  /// Of two hosts, in this direction.
  init(_ rule: Rule, _ ip: IPv4Header) {
    self.init(rule, UInt64(ip.source.rawValue), UInt64(ip.destination.rawValue))
  }

  /// Of one flow.
  init(_ rule: Rule, _ flow: FlowKey) { self.init(rule, flow.low, flow.high) }
}
