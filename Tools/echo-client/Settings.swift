import SocketKit

/// What the command line sets.
struct Settings: Sendable {
  var isRaw = false
  var isVerifying = false
  /// The longest wait for a connection, and the longest silence while the peer owes something.
  var timeout: Duration?
  /// How long the peer may finish after a signal.
  var grace = Duration.seconds(5)
}
