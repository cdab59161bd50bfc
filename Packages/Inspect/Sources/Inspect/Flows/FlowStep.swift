/// What one segment did to its flow.
struct FlowStep: Equatable, Sendable {
  /// It is the first SYN.
  var beginsHandshake = false
  /// It answers a SYN with a SYN.
  var answersHandshake = false
  /// Both ends know now that there is a connection, or that there is none.
  var endsHandshake = false
  /// A reset that its sender cannot have meant: octets from what was due.
  var strayReset: Int?
  /// Octets behind the FIN, if there are any.
  var octetsAfterFin: Int?
  /// How the flow ended, if it did.
  var end: FlowEnd?
}
