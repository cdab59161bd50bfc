import SocketKit

/// What the command line sets.
struct Settings: Sendable {
  var clients = 100
  /// Between a request and its answer.
  var delay = Duration.seconds(2)
  var model = Model.loop
  /// RLIMIT_NOFILE to set first.
  var descriptors: Int?
  var grace = Duration.seconds(5)

  /// Who waits for the server's delays.
  enum Model: String, CaseIterable, Sendable {
    /// The thread that does everything else too.
    case loop
    /// A thread for each.
    case threads
  }
}
