/// A block of pcapng that says nothing of frames or interfaces, kept as it stands.
///
/// Source: draft-ietf-opsawg-pcapng §4.5, §4.7, §4.8, §11.1.
public struct CaptureBlock: Hashable, Sendable {
  /// What a block is, as far as its type and, of a custom one, its first word tell.
  public enum Kind: Hashable, Sendable {
    /// Addresses and their names.
    case nameResolution
    /// Keys to what the frames hold encrypted. Whoever passes the file on passes them on.
    case decryptionSecrets
    /// Known to whom IANA gave this private enterprise number. One not to be copied may speak of the rest of the file,
    /// and be wrong when that was changed; to write it all the same is the caller's decision.
    case custom(enterprise: UInt32, isCopyable: Bool)
    /// A type that is not known here.
    case unknown(UInt32)
  }

  /// What it is.
  public var kind: Kind
  /// The order of the section that it stood in, and of its integers, if it has any.
  public var order: ByteOrder
  /// What stands between the lengths, with padding; of a custom block, behind the enterprise number.
  public var octets: [UInt8]

  /// A block from its parts.
  public init(_ kind: Kind, order: ByteOrder = .little, octets: [UInt8]) {
    self.kind = kind
    self.order = order
    self.octets = octets
  }

  /// Reads a whole block, from its type to its trailing length, whose length was found good.
  init(_ block: RawSpan, _ order: ByteOrder) {
    let type = block.integer(at: 0, order, as: UInt32.self)
    var start = 8
    switch type {
    case PcapNGBlock.nameResolution: kind = .nameResolution
    case PcapNGBlock.decryptionSecrets: kind = .decryptionSecrets
    case PcapNGBlock.copyableCustom, PcapNGBlock.custom:
      kind = .custom(enterprise: block.integer(at: 8, order), isCopyable: type == PcapNGBlock.copyableCustom)
      start = 12
    default: kind = .unknown(type)
    }
    self.order = order
    octets = block.extracting(start ..< block.byteCount - 4).withUnsafeBytes { [UInt8]($0) }
  }

  /// The number of its kind.
  var type: UInt32 {
    switch kind {
    case .nameResolution: PcapNGBlock.nameResolution
    case .decryptionSecrets: PcapNGBlock.decryptionSecrets
    case .custom(_, let isCopyable): isCopyable ? PcapNGBlock.copyableCustom : PcapNGBlock.custom
    case .unknown(let type): type
    }
  }
}
