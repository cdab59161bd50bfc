import SocketKit

/// What the command line sets.
struct Settings: Sendable {
  var listen = HostPort(host: "0.0.0.0", port: 8080)
  /// Processes that share the port; 0 serves without a master.
  var workers = 0
  var isLine = false
  var backlog = 1024
  var idleTimeout: Duration?
  var sendsReset = false
  var keepAlive: Duration?
  var noDelay = true
  /// Connections in all before the server, or the worker, retires.
  var maxConnections: Int?
  /// Connections at once, of each worker; the others wait in the backlog.
  var maxConcurrent: Int?
  /// The most octets of one read, and so the most that a connection can owe.
  var buffer = 64 * 1024
  var pinsWorkers = false
  var busyPoll = false
  var grace = Duration.seconds(5)
}

extension Settings {
  /// More than CPUs of any machine this was made for, and few enough for the master's table.
  static let mostWorkers = 1024

  /// Reads what `--workers` was given.
  @Sendable static func workers(_ text: String) -> Int? {
    if text == "auto" { return Processors.allowed }
    guard let count = Int(text), (0 ... mostWorkers).contains(count) else { return nil }
    return count
  }
}
