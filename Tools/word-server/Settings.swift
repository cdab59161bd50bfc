import SocketKit

/// What the command line sets.
struct Settings: Sendable {
  var listen = HostPort(host: "0.0.0.0", port: 3000)
  var model = Model.loop
  /// Work that takes a CPU for so long, after a pause of the same length, again and again.
  var blockInterval: Duration?
  /// Before each read of a connection.
  var delayRead: Duration?
  /// Before each reply.
  var delayWrite: Duration?
  var takesPoison = true
  /// The longest word that is looked at, octets.
  var wordLimit = 1024
  /// How long connections may go on after a signal, and how long a peer may take to close after `exit`.
  var grace = Duration.seconds(5)

  /// Connections that may wait to be accepted, as while the loop is blocked.
  static let backlog = 1024

  /// Who serves a connection.
  enum Model: String, CaseIterable, Sendable {
    /// One thread all of them.
    case loop
    /// A thread each.
    case threads
  }
}
