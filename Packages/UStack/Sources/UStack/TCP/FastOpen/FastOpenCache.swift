internal import PacketCodec

/// What peers told a client: their cookies, and how long their segments may be.
///
/// Source: RFC 7413 §4.1.3.
struct FastOpenCache: Sendable {
  /// Peers remembered at most, so that a client of many does not grow for ever; the one learned first is forgotten first.
  static let limit = 256

  /// What one peer told.
  struct Entry: Hashable {
    /// Its cookie, or nil.
    var cookie: FastOpenOption?
    /// Octets of a segment it takes.
    var maximumSegmentSize: Int
    /// The form in which it is asked next: some peers know but one.
    var isAskedByExperiment = false
  }

  private var entries: [IPv4Address: Entry] = [:]
  private var order = BoundedOrder(limit: FastOpenCache.limit)

  /// Nobody told anything.
  init() {}

  /// What a peer told, or nil.
  subscript(_ peer: IPv4Address) -> Entry? { entries[peer] }

  /// A SYN-ACK came from a peer that was asked, in this form.
  ///
  /// - Parameters:
  ///   - options: its options.
  ///   - asked: what our SYN carried last with it, or nil when it carried none.
  mutating func learn(from peer: IPv4Address, _ options: TCPOptions, asked: FastOpenOption?) {
    var entry = entries[peer] ?? Entry(maximumSegmentSize: Negotiation.defaultMaximumSegmentSize)
    if let size = options.maximumSegmentSize { entry.maximumSegmentSize = Int(size) }
    if let answer = FastOpenOption(in: options), !answer.cookie.isRequest {
      entry.cookie = answer
    } else if let asked, asked.cookie.isRequest {
      entry.isAskedByExperiment = !asked.isExperimental
    }
    if let forgotten = entries[peer] == nil ? order.append(peer) : nil { entries[forgotten] = nil }
    entries[peer] = entry
  }
}

/// Addresses in the order they came, so many at most.
private struct BoundedOrder {
  let limit: Int
  private var addresses: [IPv4Address] = []
  private var next = 0

  init(limit: Int) { self.limit = limit }

  /// - Returns: the address that had to leave for this one, or nil.
  mutating func append(_ address: IPv4Address) -> IPv4Address? {
    guard addresses.count == limit else {
      addresses.append(address)
      return nil
    }
    defer { next = (next + 1) % limit }
    let forgotten = addresses[next]
    addresses[next] = address
    return forgotten
  }
}
