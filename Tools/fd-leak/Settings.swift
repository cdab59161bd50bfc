import SocketKit

/// What the command line sets.
struct Settings: Sendable {
  var listen = HostPort(host: "0.0.0.0", port: 8080)
  /// RLIMIT_NOFILE of this process.
  var limit = 256
  /// How long the first of the connections held is held, and the others with it.
  var releaseAfter: Duration?
  /// Whether a connection is closed when its peer has closed.
  var isCured = false
  var grace = Duration.seconds(5)
}
