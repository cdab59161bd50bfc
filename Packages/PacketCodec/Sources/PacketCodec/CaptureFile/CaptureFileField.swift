/// The part of a capture file that an error speaks of.
public enum CaptureFileField: String, Hashable, Sendable {
  /// pcap's or pcapng's first octets.
  case fileHeader = "file header"
  /// The fixed part of a pcap record.
  case recordHeader = "record header"
  /// The octets of a frame.
  case frame
  /// The octets of a frame that were captured, by their number.
  case capturedLength = "captured length"
  /// A pcapng block.
  case block
  /// A block's length, in front.
  case blockLength = "block length"
  /// A block's length, repeated behind it.
  case trailingLength = "trailing block length"
  /// A section's byte-order magic.
  case byteOrderMagic = "byte-order magic"
  /// The length of an address and its names.
  case nameRecordLength = "name record length"
  /// The last octet of the names of an address.
  case nameEnd = "end of names"
  /// The length of the keys in a block of them.
  case secretsLength = "secrets length"
  /// The length of an option.
  case optionLength = "option length"
}
