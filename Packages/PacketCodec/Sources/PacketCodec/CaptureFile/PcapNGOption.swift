/// One option of a pcapng block: a code, and a value whose meaning depends on the block.
///
/// Source: draft-ietf-opsawg-pcapng §3.5, §4.1, §4.2, §4.6.
struct PcapNGOption {
  static let endOfOptions: UInt16 = 0
  static let comment: UInt16 = 1

  static let sectionApplication: UInt16 = 4

  static let interfaceName: UInt16 = 2
  static let interfaceResolution: UInt16 = 9
  static let interfaceTimeOffset: UInt16 = 14

  static let statisticsReceived: UInt16 = 4
  static let statisticsDroppedByInterface: UInt16 = 5
  static let statisticsDroppedByKernel: UInt16 = 7

  var code: UInt16
  /// The value's place in the block's octets.
  var value: Range<Int>

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
