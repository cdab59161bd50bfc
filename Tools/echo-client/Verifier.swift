/// Holds what was sent until it comes back.
struct Verifier {
  /// The most octets under way: more than the buffers of two sockets and a server hold (tcp_rmem and tcp_wmem end at
  /// some 10 MiB by default). At the limit the client stops sending, as it would have to anyway.
  static let limit = 64 << 20

  /// Where the echo first differs.
  struct Mismatch {
    /// Octets from the stream's start.
    var offset: Int
    /// What was sent there, or nil behind the end of what was sent.
    var sent: UInt8?
    /// What came back.
    var received: UInt8
  }

  private var underway: [UInt8] = []
  private var start = 0
  private var verified = 0

  /// Octets sent that have not come back.
  var missing: Int { underway.count - start }

  /// Whether more may be sent.
  var hasRoom: Bool { missing < Self.limit }

  /// Remembers what goes out.
  mutating func sent(_ octets: ArraySlice<UInt8>) {
    // Moved only when at least as much was verified, so that no octet is moved more than twice.
    if start > underway.count / 2 {
      underway.removeFirst(start)
      start = 0
    }
    underway += octets
  }

  /// Compares what comes back.
  ///
  /// - Returns: nil while it is the same.
  mutating func received(_ octets: ArraySlice<UInt8>) -> Mismatch? {
    for octet in octets {
      guard start < underway.count, underway[start] == octet else {
        return Mismatch(offset: verified, sent: start < underway.count ? underway[start] : nil, received: octet)
      }
      start += 1
      verified += 1
    }
    return nil
  }
}
