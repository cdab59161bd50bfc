import SocketKit

/// What the command line sets.
struct Settings: Sendable {
  var host = "localhost"
  var port = 3000
  var connections = 1
  var interval = Duration.milliseconds(500)
  /// How long a connection may take to come about, and how long it talks then.
  var timeout = Duration.seconds(10)
  var seed: UInt64?
  /// How long a server may take to finish.
  var grace = Duration.seconds(5)
}
