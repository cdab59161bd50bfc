public import SocketKit

/// Makes a history of successive dumps. It knows no kernel and no clock: both are given.
///
/// A socket is known by its two ends, so that the TIME_WAIT object that replaces a socket continues it, and a listener
/// by its local one: listeners that share a port (SO_REUSEPORT) are one. Where the cookie says that the ends belong to
/// another socket than before, the old one is gone and a new one appeared, though no dump showed the time between.
public struct SocketFollower: Sendable {
  /// In the dump's order, which seldom changes: comparing is all that a dump without news costs.
  private var sightings: [Sighting] = []
  private var since: Timestamp?

  /// A follower that has seen nothing.
  public init() {}

  /// Takes the next dump.
  ///
  /// - Parameters:
  ///   - sockets: all sockets that there are; one that is missing counts as gone.
  ///   - began: just before the dump was asked for.
  ///   - ended: just after it was complete.
  /// - Returns: what changed and what appeared, in the dump's order, then what is gone, in the order before. The first
  ///   dump makes every socket appear, without a `since`.
  public mutating func observe(
    _ sockets: [SocketSnapshot], began: Timestamp, ended: Timestamp
  ) -> [SocketTransition] {
    defer { since = began }
    guard !sightings.elementsEqual(sockets, by: { $0.matches($1) }) else { return [] }
    let before = sightings
    sightings.removeAll(keepingCapacity: true)
    sightings.append(contentsOf: sockets.lazy.map { Sighting($0) })

    var transitions: [SocketTransition] = []
    func tell(_ sighting: Sighting, from: TCPSocketState?, to: TCPSocketState?) {
      transitions.append(
        SocketTransition(
          observed: ended, since: since, local: sighting.ends.local, remote: sighting.ends.remote, from: from, to: to,
          inode: sighting.lastInode))
    }
    var unseen = Dictionary(before.lazy.map { ($0.ends, $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<Sighting.Ends> = []
    for index in sightings.indices where seen.insert(sightings[index].ends).inserted {
      let old = unseen.removeValue(forKey: sightings[index].ends)
      if let old, sightings[index].continues(old) {
        sightings[index].remember(old)
        if sightings[index].state != old.state { tell(sightings[index], from: old.state, to: sightings[index].state) }
      } else {
        if let old { tell(old, from: old.state, to: nil) }
        tell(sightings[index], from: nil, to: sightings[index].state)
      }
    }
    for old in before where unseen.removeValue(forKey: old.ends) != nil {
      tell(old, from: old.state, to: nil)
    }
    return transitions
  }
}
