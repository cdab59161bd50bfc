/// One option of a pcapng block: a code, and a value whose meaning depends on the block.
///
/// Source: draft-ietf-opsawg-pcapng §3.5, §4.1, §4.2, §4.6.
struct PcapNGOption {
  static let endOfOptions: UInt16 = 0
  static let comment: UInt16 = 1

  /// Options of whoever IANA gave the number that they begin with: text and octets, the latter two not to be copied.
  static let custom: Set<UInt16> = [2988, 2989, 19372, 19373]

  static let sectionApplication: UInt16 = 4

  static let interfaceName: UInt16 = 2
  static let interfaceResolution: UInt16 = 9
  static let interfaceFilter: UInt16 = 11
  static let interfaceTimeOffset: UInt16 = 14

  static let statisticsReceived: UInt16 = 4
  static let statisticsDroppedByInterface: UInt16 = 5
  static let statisticsDroppedByKernel: UInt16 = 7

  var code: UInt16
  /// The value's place in the block's octets.
  var value: Range<Int>

  /// Octets that the value has for sure in a packet's block; nil for any number.
  ///
  /// Source: draft-ietf-opsawg-pcapng §4.3.
  func packetLengths(in block: RawSpan) -> ClosedRange<Int>? {
    switch code {
    // Flags, and the queue that the frame came from.
    case 2, 6: 4 ... 4
    // Frames lost before this one, and its number.
    case 4, 5: 8 ... 8
    // A verdict, whose first octet says whose; Linux' own two have eight octets more.
    case 7:
      switch value.isEmpty ? 0 : block.integer(at: value.lowerBound, .big, as: UInt8.self) {
      case 1, 2: 9 ... 9
      default: 1 ... CaptureLimit.optionOctets
      }
    default: nil
    }
  }

  /// The value as text; octets that are no UTF-8 become U+FFFD.
  func text(in block: RawSpan) -> String {
    block.extracting(value).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }

  /// The value as an integer, or nil when it has another size.
  func integer<Integer: FixedWidthInteger & BitwiseCopyable>(
    in block: RawSpan, _ order: ByteOrder, as type: Integer.Type
  ) -> Integer? {
    value.count == MemoryLayout<Integer>.size ? block.integer(at: value.lowerBound, order) : nil
  }
}
