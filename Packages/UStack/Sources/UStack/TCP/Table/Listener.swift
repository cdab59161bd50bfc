/// A port on which connections are accepted.
///
/// Source: RFC 9293 §3.10.1 (passive OPEN), §3.9.1.1 (MUST-41 ... MUST-43).
struct Listener {
  /// The port, and the address or any.
  var local: TransportAddress
  /// How many may wait: for the end of their handshake, and for being accepted.
  var backlog: Int
  /// What its connections are given.
  var options: ConnectionOptions
  /// How often its place was taken.
  var generation: UInt32
  /// Connections in SYN-RECEIVED.
  var handshakes = 0
  /// Connections that wait to be accepted, the longest waiting first.
  var accepted: [ConnectionID] = []
  /// When a cookie was last sent; acknowledgments are held against cookies only for a while after.
  var lastCookie: Instant?
  /// Connections whose text was taken before their handshake is over (RFC 7413 §5.1).
  var pendingFastOpens = 0

  /// True when no more may be accepted before the application takes one.
  var isFull: Bool { accepted.count >= backlog }
  /// False when no more may begin before a handshake is over.
  var admitsHandshake: Bool { handshakes < backlog }
}
