/// What a pcap file's header says about all that follows: the order of its octets and the unit of its time.
///
/// Source: draft-ietf-opsawg-pcap §4.
struct PcapFormat: Hashable, Sendable {
  /// Octets of the file header.
  static let headerCount = 24

  var order: ByteOrder
  /// 1 or 1000.
  var nanosecondsPerTick: Int64
  /// The version behind its 2: before 3 the lengths of a record stood in the other order, in 3 in either.
  var minor = 4

  /// The format a file with this magic, read most significant octet first, is in; nil for another file.
  init?(magic: UInt32) {
    switch magic {
    case 0xA1B2_C3D4: (order, nanosecondsPerTick) = (.big, 1000)
    case 0xD4C3_B2A1: (order, nanosecondsPerTick) = (.little, 1000)
    case 0xA1B2_3C4D: (order, nanosecondsPerTick) = (.big, 1)
    case 0x4D3C_B2A1: (order, nanosecondsPerTick) = (.little, 1)
    default: return nil
    }
  }

  /// Reads a file header, 24 octets.
  static func decode(
    _ header: RawSpan
  ) throws(CaptureFileError) -> (format: PcapFormat, interface: CaptureInterface) {
    let magic: UInt32 = header.bigEndian(at: 0)
    guard var format = PcapFormat(magic: magic) else { throw .unknownMagic(magic) }
    let major = Int(header.integer(at: 4, format.order, as: UInt16.self))
    let minor = Int(header.integer(at: 6, format.order, as: UInt16.self))
    guard major == 2 else { throw .unsupportedVersion(major: major, minor: minor, at: 4) }
    format.minor = minor
    // The upper half of the link type says how long a frame check sequence is; frames here are taken without one.
    let linkType = LinkType(rawValue: UInt16(truncatingIfNeeded: header.integer(at: 20, format.order, as: UInt32.self)))
    let interface = CaptureInterface(
      linkType: linkType, snapLength: Int(header.integer(at: 16, format.order, as: UInt32.self)),
      resolution: format.nanosecondsPerTick == 1 ? .nanoseconds : .microseconds)
    return (format, interface)
  }

  /// The lengths in the header of a record, 16 octets. Of two that may be in either order, the captured one is the lesser.
  func lengths(_ record: RawSpan) -> (captured: Int, original: Int) {
    let first = Int(record.integer(at: 8, order, as: UInt32.self))
    let second = Int(record.integer(at: 12, order, as: UInt32.self))
    return minor < 3 || minor == 3 && first > second ? (second, first) : (first, second)
  }

  /// What the header of a record says, 16 octets, behind which `capturedCount` follow.
  func record(_ record: RawSpan, capturedCount: Int) -> CaptureRecord {
    let seconds = Int64(record.integer(at: 0, order, as: UInt32.self))
    let ticks = Int64(record.integer(at: 4, order, as: UInt32.self))
    return CaptureRecord(
      timestampNanoseconds: seconds * 1_000_000_000 + ticks * nanosecondsPerTick, interfaceIndex: 0,
      originalCount: lengths(record).original, place: 16 ..< 16 + capturedCount)
  }
}
