import PacketCodec

/// The fragments of one datagram, in their places.
///
/// Fragments that overlap are an attack or an error, never a sender's need, and hosts that resolve them differently are
/// how filters are passed: the whole datagram is refused, and so is what comes of it later. A fragment that only
/// repeats octets already there is a duplicate of the network's and ignored.
///
/// Source: RFC 815; RFC 1122 §3.3.2; RFC 3168 §5.3; RFC 5722 §3.
/// Deviation: RFC 791 §3.2 has overlapping octets overwritten; RFC 5722 forbids it for IPv6, for reasons that hold here.
struct PartialDatagram: Sendable {
  /// The longest datagram in pieces of 552 octets, which every link of today carries, makes 123.
  static let fragmentLimit = 128

  /// How many were begun before it, and it.
  let order: Int
  /// When it is given up: fixed by the fragment that came first.
  let deadline: Instant
  /// The header of the piece at the start, once that came.
  private(set) var first: IPv4Header?
  /// The octets received, at their places; zero in the gaps.
  private(set) var octets: [UInt8] = []
  /// What of `octets` was received: in order, apart from each other.
  private var received: [Range<Int>] = []
  /// Octets of the whole payload, once the last piece came.
  private var total: Int?
  private var fragmentCount = 0
  private var isRefused = false
  /// Congestion notifications seen, a bit each.
  private var notifications = 0

  init(order: Int, deadline: Instant) {
    self.order = order
    self.deadline = deadline
  }

  /// Octets there from the start on, up to the first gap.
  var leadingCount: Int {
    guard let range = received.first, range.lowerBound == 0 else { return 0 }
    return range.upperBound
  }

  /// Puts a fragment in its place.
  ///
  /// - Returns: false when the datagram is refused, now or before; it keeps nothing then.
  mutating func insert(_ header: IPv4Header, _ payload: RawSpan) -> Bool {
    guard !isRefused else { return false }
    let place = header.fragment.offset ..< header.fragment.offset + payload.byteCount
    guard isPossible(place, header) else { return refuse() }
    if received.contains(where: { $0.lowerBound <= place.lowerBound && place.upperBound <= $0.upperBound }) {
      return repeats(payload, at: place.lowerBound) ? true : refuse()
    }
    fragmentCount += 1
    notifications |= 1 << Int(header.congestionNotification)
    guard fragmentCount <= Self.fragmentLimit, !received.contains(where: { $0.overlaps(place) }),
      notifications & 0b1001 != 0b1001
    else { return refuse() }
    if !header.fragment.hasMoreFragments { total = place.upperBound }
    if place.lowerBound == 0 { first = header }
    store(payload, at: place)
    return true
  }

  /// The datagram as its sender made it, its length and checksum those of the whole; nil while a piece is missing.
  var whole: Datagram? {
    guard let total, var header = first, received == [0 ..< total] else { return nil }
    header.fragment = FragmentField(rawValue: header.fragment.rawValue & 0xC000)
    header.totalCount = UInt16(header.headerCount + total)
    if notifications & 0b1000 != 0 { header.typeOfService |= 3 }
    header.checksum = header.computedChecksum
    return Datagram(header: header, payload: octets)
  }

  /// Whether a fragment can lie there at all, and beside the end that is known.
  private func isPossible(_ place: Range<Int>, _ header: IPv4Header) -> Bool {
    let isLast = !header.fragment.hasMoreFragments
    // No sender makes an empty piece; all but the last are whole eights; the whole fits a datagram.
    guard !place.isEmpty, isLast || place.count % 8 == 0 else { return false }
    guard place.upperBound + max(header.headerCount, first?.headerCount ?? 20) <= 65_535 else { return false }
    if place.lowerBound == 0, header.headerCount + (total ?? octets.count) > 65_535 { return false }
    guard let total else { return !isLast || place.upperBound >= octets.count }
    return isLast ? place.upperBound == total : place.upperBound <= total
  }

  private func repeats(_ payload: RawSpan, at offset: Int) -> Bool {
    octets.span.bytes.extracting(offset ..< offset + payload.byteCount).withUnsafeBytes { there in
      payload.withUnsafeBytes { there.elementsEqual($0) }
    }
  }

  private mutating func store(_ payload: RawSpan, at place: Range<Int>) {
    if octets.count < place.upperBound {
      octets.append(contentsOf: repeatElement(0, count: place.upperBound - octets.count))
    }
    octets.replaceSubrange(place, with: [UInt8](copying: payload))
    let index = received.firstIndex { $0.lowerBound > place.lowerBound } ?? received.endIndex
    received.insert(place, at: index)
    join(at: index + 1)
    join(at: index)
  }

  /// Makes one range of two that touch.
  private mutating func join(at index: Int) {
    guard index > 0, index < received.count, received[index - 1].upperBound == received[index].lowerBound else {
      return
    }
    received[index - 1] = received[index - 1].lowerBound ..< received[index].upperBound
    received.remove(at: index)
  }

  private mutating func refuse() -> Bool {
    isRefused = true
    first = nil
    octets = []
    received = []
    total = nil
    return false
  }
}
