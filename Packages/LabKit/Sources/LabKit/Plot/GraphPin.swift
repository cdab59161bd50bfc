/// A moment of a graph that can be marked.
struct GraphPin: Hashable, Sendable {
  /// Seconds, as the graph counts them.
  var time: Double
  /// What stands there.
  var evidence: Evidence
}
