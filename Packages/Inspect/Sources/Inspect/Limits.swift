/// How much is remembered. What a table has no room for, it forgets from the oldest, and says so.
public struct Limits: Hashable, Sendable {
  /// Flows: 65,536, as many as one address has ports; some 30 MiB when full. Those that were never answered leave first, so
  /// that no flood of them drives out a connection.
  public var flows = 65_536
  /// Sources of which it is known what they asked for: 4,096, sixteen times the hosts of a /24; at 15 targets each, some
  /// 2 MiB.
  public var sources = 4_096
  /// Services whose handshakes are counted: 4,096, some 500 KiB.
  public var services = 4_096
  /// Addresses whose station is known: 4,096, more than one link has.
  public var stations = 4_096
  /// Datagrams of which some pieces came: 1,024, as many as Linux' 4 MiB hold of the shortest that has a reason to be cut.
  public var datagrams = 1_024
  /// Matters an alarm was raised about, or will be when they come again: 4,096.
  public var matters = 4_096

  /// The usual ones.
  public init() {}

  /// Alarms of one rule in ten seconds: 100. Beyond, they are only counted: a flood of frames, each with another sender,
  /// must not become a flood of lines.
  static let alertsPerRule = Threshold(count: 100, seconds: 10)
  /// How long a matter has to rest before it is an alarm again: a minute.
  static let restNanoseconds: Int64 = 60 * second
  /// Pieces of one datagram: 128. A link of 576 octets, the least that RFC 791 §3.1 expects a host to take, makes 119 of the
  /// longest.
  static let pieces = 128
  /// How long a piece waits for the others: 30 s, as Linux has it (ipfrag_time).
  static let datagramNanoseconds: Int64 = 30 * second
  /// How soon an identification may come round again: 65,536 datagrams of 8 KiB take half a second at 10 Gbit/s.
  static let identificationNanoseconds = second / 2
  /// How long a station's claim to an address is remembered: 20 minutes, as long as 4.4BSD kept it in its cache.
  static let stationNanoseconds: Int64 = 20 * 60 * second

  private static let second: Int64 = 1_000_000_000
}
