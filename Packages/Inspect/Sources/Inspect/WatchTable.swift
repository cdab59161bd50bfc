/// What is remembered, and may have to be forgotten.
public enum WatchTable: String, Hashable, Sendable, CaseIterable {
  /// Flows, by their five-tuple.
  case flows
  /// What a source asked for.
  case sources
  /// Handshakes that a service has not ended.
  case services
  /// Which station holds an address.
  case stations
  /// Pieces of datagrams.
  case datagrams
  /// What an alarm was raised about.
  case matters
}
