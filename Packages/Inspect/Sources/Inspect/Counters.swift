/// What was counted over the whole watch.
public struct Counters: Hashable, Sendable {
  /// Frames seen.
  public internal(set) var frames = 0
  /// Octets that they had on the link.
  public internal(set) var octets = 0
  /// Frames that are neither IPv4 nor ARP, IPv6 among them; they are not watched.
  public internal(set) var unwatched = 0
  /// Flows that were told or, when they made room unanswered, only counted.
  public internal(set) var flows = 0
  /// Alarms raised.
  public internal(set) var alerts = 0
  /// Sightings that were no alarm of their own, because one was raised already or too many were.
  public internal(set) var suppressed = 0
  /// Checksums that were left to an interface, and not filled in yet.
  public internal(set) var offloaded = 0
  /// Entries that had to make room, by table.
  public internal(set) var evicted: [WatchTable: Int] = [:]
}
