import PacketCodec

/// Datagrams of which some pieces came: where the pieces lie, not what is in them.
struct Pieces: Sendable {
  private struct Piece: Sendable {
    var from: Int
    var to: Int
    /// A sum over its octets, by which the same piece again is told from another one.
    var sum: UInt16
  }

  private struct Datagram: Sendable {
    var began: Int64
    var pieces: [Piece] = []
    /// Where it ends, once the last piece came.
    var end: Int?
    var ports: (source: UInt16, destination: UInt16)?
  }

  private var datagrams: AgedTable<DatagramKey, Datagram>
  /// Datagrams that were forgotten for want of room.
  private(set) var evicted = 0

  init(capacity: Int) { datagrams = AgedTable(capacity: capacity) }

  /// What a piece turned out to be.
  struct Outcome: Sendable {
    /// The ports of its datagram, if the first piece came.
    var ports: (source: UInt16, destination: UInt16)?
    var overlap: AlertDetail?
    var malformation: AlertDetail?
  }

  /// Takes a piece.
  ///
  /// - Parameters:
  ///   - payload: what was captured of it, behind the IPv4 header.
  ///   - count: octets of it on the link.
  mutating func take(_ ip: IPv4Header, _ payload: RawSpan, count: Int, now: Int64) -> Outcome {
    while datagrams.removeOldest(idle: Limits.datagramNanoseconds, now: now) != nil {}
    let from = ip.fragment.offset, to = from + count
    guard to <= Self.longest else { return Outcome(malformation: .reassembledTo(to)) }
    let (place, hasEvicted) = datagrams.entry(DatagramKey(ip), now: now) { Datagram(began: now) }
    if hasEvicted { evicted += 1 }
    var sum = InternetChecksum()
    sum.add(payload)
    let piece = Piece(from: from, to: to, sum: sum.value)
    if isAnother(piece, at: place, now) { datagrams[place] = Datagram(began: now) }
    if from == 0, ip.protocol == .tcp || ip.protocol == .udp, payload.byteCount >= 4 {
      datagrams[place].ports = Self.ports(payload)
    }
    var outcome = Outcome(ports: datagrams[place].ports)
    outcome.overlap = Self.overlap(of: piece, datagrams[place].pieces)
    guard !datagrams[place].pieces.contains(where: { $0.from == from && $0.to == to }) else { return outcome }
    guard datagrams[place].pieces.count < Limits.pieces else {
      outcome.malformation = .pieces(Limits.pieces)
      return outcome
    }
    datagrams[place].pieces.append(piece)
    if !ip.fragment.hasMoreFragments { datagrams[place].end = to }
    if isWhole(at: place) { datagrams.remove(place) }
    return outcome
  }

  /// The longest payload of a datagram: 65,535 octets less the shortest header.
  private static let longest = 65_515

  private static func ports(_ payload: RawSpan) -> (source: UInt16, destination: UInt16) {
    func port(_ offset: Int) -> UInt16 {
      UInt16(bigEndian: payload.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }
    return (port(0), port(2))
  }

  /// Whether the identification came round again: a piece of the same place, with other octets, and not at once.
  private func isAnother(_ piece: Piece, at place: Int, _ now: Int64) -> Bool {
    guard now - datagrams[place].began >= Limits.identificationNanoseconds else { return false }
    return datagrams[place].pieces.contains { $0.from == piece.from && $0.to == piece.to && $0.sum != piece.sum }
  }

  /// The same piece again is no overlap: a link may say a frame twice.
  private static func overlap(of piece: Piece, _ others: [Piece]) -> AlertDetail? {
    for other in others where other.from < piece.to && piece.from < other.to {
      if other.from == piece.from, other.to == piece.to, other.sum == piece.sum { continue }
      return .overlap(from: max(other.from, piece.from), to: min(other.to, piece.to))
    }
    return nil
  }

  private func isWhole(at place: Int) -> Bool {
    guard let end = datagrams[place].end else { return false }
    return datagrams[place].pieces.reduce(0) { $0 + $1.to - $1.from } >= end
  }
}
