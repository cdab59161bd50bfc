/// The octets that are sent: which one stands where hangs on the connection and on the position in its stream.
///
/// They are one table, of which a connection sends slices: making them costs nothing, and comparing is one memcmp. The
/// table's length is a prime, so that no buffer's size is a multiple of it: octets lost, doubled or changed in place by
/// whole buffers do not look like the right ones.
struct Pattern: Sendable {
  /// The largest prime below 2¹⁶.
  static let period = 65_521
  /// The most octets of one call: enough that a call costs little beside moving them.
  static let longest = 256 * 1024

  /// A period, and as much of the next ones that a slice is never cut.
  let octets: [UInt8]

  init() {
    var octets: [UInt8] = []
    octets.reserveCapacity(Self.period + Self.longest)
    var state: UInt64 = 1
    for _ in 0 ..< Self.period {
      // Knuth's linear congruential generator; the high octet is the least regular.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      octets.append(UInt8(truncatingIfNeeded: state >> 56))
    }
    let period = octets
    while octets.count < Self.period + Self.longest {
      octets += period.prefix(Self.period + Self.longest - octets.count)
    }
    self.octets = octets
  }

  /// Where in the table a connection's stream stands.
  ///
  /// - Parameters:
  ///   - connection: its number, 0 ...; the table repeats after `period` of them.
  ///   - position: octets from the stream's start, 0 ...
  static func place(of connection: Int, at position: Int) -> Int {
    (position &+ connection &* 7919) % period
  }
}
