public import PacketCodec

/// What a host's kernel knows of a station on its wire, as ip-neighbour(8) tells it.
public struct Neighbor: Hashable, Sendable {
  /// Its Ethernet address; nil while nobody has told it.
  public var hardware: MACAddress?
  /// How sure the kernel is.
  public var state: State

  /// How sure the kernel is of a neighbour.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// It asks, and what is to be sent waits.
    case incomplete = "INCOMPLETE"
    /// It answered lately, or something came back from it.
    case reachable = "REACHABLE"
    /// That was long ago; whoever sends next makes the kernel look.
    case stale = "STALE"
    /// Something was sent, and what comes back is waited for before anybody is asked.
    case delay = "DELAY"
    /// Nothing came back: the station itself is asked.
    case probe = "PROBE"
    /// Nobody answered.
    case failed = "FAILED"
    /// Somebody with the right to has said so.
    case permanent = "PERMANENT"
  }

  /// A neighbour from what is known of it.
  public init(hardware: MACAddress?, state: State) {
    self.hardware = hardware
    self.state = state
  }

  /// Reads a line of `ip -o neigh`: `10.77.0.2 dev eth0 lladdr 02:00:00:00:00:02 STALE`. nil for anything else.
  init?(line: some StringProtocol) {
    let words = line.split(separator: " ")
    guard let state = words.last.flatMap({ State(rawValue: String($0)) }) else { return nil }
    let address = words.firstIndex(of: "lladdr").map { words.index(after: $0) }
    self.init(hardware: address.flatMap { $0 < words.count ? MACAddress(String(words[$0])) : nil }, state: state)
  }
}
