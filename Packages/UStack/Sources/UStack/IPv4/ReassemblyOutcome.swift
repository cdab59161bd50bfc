/// What became of a fragment.
enum ReassemblyOutcome: Hashable, Sendable {
  /// It was the last one missing.
  case whole(Datagram)
  /// It waits for others.
  case incomplete
  /// It contradicts what came before, or itself.
  case refused
}
