import SocketKit

/// What the command line sets.
struct Settings: Sendable {
  /// Attempts in all.
  var count = 2000
  /// Attempts under way at once.
  var concurrency = 64
  /// Attempts a second, on average; nil for as many as go.
  var rate: Int?
  var ports: ClosedRange<UInt16>?
  var sources: IPAddressRange?
  /// Whether connections end with RST.
  var resets = false
  /// How many connections are kept and used again; nil opens one for each attempt.
  var pool: Int?
  /// The longest wait for a connection, and for an octet that is to come back.
  var timeout = Duration.seconds(10)
  /// How long attempts under way may finish after a signal.
  var grace = Duration.seconds(5)

  /// The most connections at once.
  var mostConnections: Int { pool ?? concurrency }
}
