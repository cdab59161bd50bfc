import PacketCodec

/// Says of each frame which one it is. It believes nothing that a frame says of itself beyond its own length.
struct FrameIdentifier: Sendable {
  private var table: ConnectionTable
  private var ledger: TransmissionLedger
  /// Frames that are no segments, by direction and kind.
  private var counts: [Int]

  init(connectionsMax: Int = ConnectionTable.connectionsMax, placesMax: Int = TransmissionLedger.placesMax) {
    table = ConnectionTable(limit: connectionsMax)
    ledger = TransmissionLedger(limit: placesMax)
    counts = [Int](repeating: 0, count: 2 * FrameKind.allCases.count)
  }

  /// Takes a frame, from its Ethernet header on.
  mutating func identify(_ frame: RawSpan, _ direction: LinkDirection) -> FrameIdentity {
    let layout = FrameLayout(frame, linkType: .ethernet, originalCount: frame.byteCount)
    guard let segment = SegmentFields(frame, layout, direction) else {
      return count(Self.kind(layout), octets: frame.byteCount, direction)
    }
    return identify(segment, direction)
  }

  private static func kind(_ layout: FrameLayout) -> FrameKind {
    if layout.arp != nil { return .arp }
    if layout.udp != nil { return .udp }
    return layout.icmp != nil ? .icmp : .other
  }

  private mutating func count(_ kind: FrameKind, octets: Int, _ direction: LinkDirection) -> FrameIdentity {
    let place = 2 * kind.place + (direction == .forward ? 0 : 1)
    counts[place] += 1
    return FrameIdentity(direction: direction, kind: kind, number: counts[place], octets: octets)
  }

  private mutating func identify(_ segment: SegmentFields, _ direction: LinkDirection) -> FrameIdentity {
    let slot = table.slot(of: segment, direction)
    let flags = segment.header.flags
    let isSynchronize = flags.contains(.synchronize)
    var identity = FrameIdentity(
      direction: direction, kind: Self.kind(flags, segment.payloadCount), connection: table[slot].number,
      sequence: table[slot][direction].place(of: segment.header.sequence.rawValue, isSynchronize: isSynchronize),
      octets: segment.payloadCount)
    switch identity.kind {
    case .synchronize:
      table[slot][direction].synchronizes += 1
      identity.transmission = table[slot][direction].synchronizes
    case .data: countData(&identity, slot)
    case .acknowledgment: countAcknowledgment(&identity, segment.header.acknowledgment, slot)
    case .reset:
      table[slot][direction].resets += 1
      identity.number = table[slot][direction].resets
    case .finish, .udp, .icmp, .arp, .other: break
    }
    guard flags.contains(.finish), identity.kind == .data || identity.kind == .finish else { return identity }
    table[slot][direction].finishes += 1
    identity.finishTransmission = table[slot][direction].finishes
    if identity.kind == .finish { identity.transmission = table[slot][direction].finishes }
    return identity
  }

  private static func kind(_ flags: TCPFlags, _ payloadCount: Int) -> FrameKind {
    if flags.contains(.reset) { return .reset }
    if flags.contains(.synchronize) { return .synchronize }
    if payloadCount > 0 { return .data }
    return flags.contains(.finish) ? .finish : .acknowledgment
  }

  private mutating func countData(_ identity: inout FrameIdentity, _ slot: Int) {
    let next = table[slot][identity.direction].dataSegments + 1
    let entry = ledger.note(
      TransmissionLedger.Place(
        connection: identity.connection, direction: identity.direction, sequence: identity.sequence), new: next)
    if entry.transmissions == 1 { table[slot][identity.direction].dataSegments = next }
    identity.number = entry.number
    identity.transmission = entry.transmissions
  }

  private mutating func countAcknowledgment(
    _ identity: inout FrameIdentity, _ acknowledgment: SequenceNumber?, _ slot: Int
  ) {
    if let number = acknowledgment?.rawValue {
      // An end that has not been heard yet began one place before what is acknowledged.
      identity.acknowledgment = table[slot][identity.direction.reversed].place(of: number, isSynchronize: false)
    }
    table[slot][identity.direction].acknowledgments += 1
    identity.number = table[slot][identity.direction].acknowledgments
    identity.transmission = table[slot][identity.direction].acknowledge(identity.sequence, identity.acknowledgment)
  }
}
