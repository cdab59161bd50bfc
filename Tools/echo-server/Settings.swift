import SocketKit

/// What the command line sets.
struct Settings: Sendable {
  var listen = HostPort(host: "0.0.0.0", port: 8080)
  var isLine = false
  var backlog = 1024
  var idleTimeout: Duration?
  var sendsReset = false
  var keepAlive: Duration?
  var noDelay = true
  /// Connections in all before the server retires.
  var maxConnections: Int?
  /// Connections at once; the others wait in the backlog.
  var maxConcurrent: Int?
  /// The most octets of one read, and so the most that a connection can owe.
  var buffer = 64 * 1024
  var busyPoll = false
  var grace = Duration.seconds(5)
}
