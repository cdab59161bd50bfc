/// What the command line sets.
struct Settings: Sendable {
  var isHere = false
  /// The slowest trial, two hosts and a wire, takes a tenth of a second on an idle machine.
  var timeout = Duration.seconds(20)
}
