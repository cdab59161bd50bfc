/// The TCP of a network namespace, or what matters of it, at one moment.
public struct MachineLook: Hashable, Sendable {
  /// The sockets in question, both ends of a connection where both are here.
  public var sockets: [SocketSnapshot]
  /// What listeners have dropped until now.
  public var counters: ListenCounters

  /// A look from its parts.
  public init(_ sockets: [SocketSnapshot], counters: ListenCounters = ListenCounters()) {
    self.sockets = sockets
    self.counters = counters
  }
}
