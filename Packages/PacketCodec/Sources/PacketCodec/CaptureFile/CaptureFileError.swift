/// Why a file is not the capture it stands for. Offsets count octets from the file's start.
public enum CaptureFileError: Error, Hashable, Sendable {
  /// The file ends at octet `at`, inside a field that needed `needed` octets more.
  case truncated(CaptureFileField, at: Int, needed: Int)
  /// Neither pcap nor pcapng begins so; the first four octets, read most significant first.
  case unknownMagic(UInt32)
  /// A version of the format that is not read.
  case unsupportedVersion(major: Int, minor: Int, at: Int)
  /// A number outside what the format, or a `CaptureLimit`, allows.
  case outOfRange(CaptureFileField, found: Int, allowed: ClosedRange<Int>, at: Int)
  /// A block speaks of an interface that no block before it described.
  case unknownInterface(Int, at: Int)
  /// More interfaces than `CaptureLimit.interfaces`.
  case tooManyInterfaces(at: Int)
}

extension CaptureFileError: CustomStringConvertible {
  /// One phrase for a diagnostic: `truncated at octet 1056: frame needs 12 octets more`.
  public var description: String {
    switch self {
    case .truncated(let field, let offset, let needed):
      "truncated at octet \(offset): \(field.rawValue) needs \(needed) octets more"
    case .unknownMagic(let magic):
      "neither pcap nor pcapng: it begins with 0x\(String(magic, radix: 16))"
    case .unsupportedVersion(let major, let minor, let offset):
      "version \(major).\(minor) at octet \(offset) is not read"
    case .outOfRange(let field, let found, let allowed, let offset):
      "\(field.rawValue) \(found) at octet \(offset) is not in \(allowed.lowerBound) ... \(allowed.upperBound)"
    case .unknownInterface(let index, let offset):
      "interface \(index) at octet \(offset) was never described"
    case .tooManyInterfaces(let offset):
      "more than \(CaptureLimit.interfaces) interfaces at octet \(offset)"
    }
  }
}
