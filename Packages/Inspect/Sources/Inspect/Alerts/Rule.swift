/// What can be raised an alarm about. Raw values are what a user types and a tool prints.
public enum Rule: String, Hashable, Sendable, CaseIterable {
  /// One source asks many ports of a host, or many hosts for one port, and gets no connection.
  case portScan = "port-scan"
  /// Handshakes with one service are begun in numbers and not ended.
  case synFlood = "syn-flood"
  /// A station claims an address that another station holds, or speaks for another.
  case arpSpoof = "arp-spoof"
  /// A checksum does not fit, and no interface was to fill it in.
  case badChecksum = "bad-checksum"
  /// Octets that are not the header they stand for, or a header that no host has reason to send.
  case malformed
  /// Resets with sequence numbers that the connection's end cannot have had.
  case blindReset = "blind-reset"
  /// Octets behind the place where their sender said there would be none.
  case dataAfterFin = "data-after-fin"
  /// Pieces of one datagram that lie over each other.
  case fragmentOverlap = "fragment-overlap"

  /// When the rule raises an alarm unless somebody says otherwise. The reasons are in docs/ids.md.
  public var defaultThreshold: Threshold {
    switch self {
    case .portScan: Threshold(count: 15, seconds: 10)
    case .synFlood: Threshold(count: 256, seconds: 10)
    case .blindReset: Threshold(count: 3, seconds: 10)
    case .arpSpoof, .badChecksum, .malformed, .dataAfterFin, .fragmentOverlap: Threshold(count: 1, seconds: 10)
    }
  }

  /// The highest count a threshold may have: a source's targets are remembered one by one, the others are only counted.
  public var mostCount: Int { self == .portScan ? 256 : 1_000_000 }
}
