/// What follows from a neighbour that said its hardware address.
struct NeighborAnswer: Sendable {
  /// What waited for it, to be sent now.
  var released: [Datagram] = []
  /// How long the application's question was open; nil when it asked none.
  var wait: Interval?
}
