extension Experiment {
  /// All there are, in the order in which they build on each other.
  public static let all: [Experiment] = [
    .echo, .handshake, .portBomb, .fdLeak, .closeWait, .halfClose, .words, .multiplex,
    .prefork, .loss, .ping, .stackClient, .stackServer,
    .backlog, .synFlood, .slowReader, .nagle, .keepalive, .timeWait, .rst,
    .mtu, .arp, .blockedLoop, .reorder, .offload, .bufferbloat,
  ]

  /// The one of this name, or nil.
  public static func named(_ name: String) -> Experiment? { all.first { $0.name == name } }
}
