/// Reads a capture file of either format, told apart by its first four octets.
///
///     var reader = CaptureFileReader()
///     while let octets = readSome() {
///       reader.append(octets)
///       while let frame = try reader.next() { show(frame) }
///     }
///     try reader.finish()
///
/// So the frames before a cut are delivered before the cut is reported, and a pipe is read as well as a file.
public struct CaptureFileReader: Sendable {
  private enum Format: Sendable {
    /// The first octets, fewer than four.
    case unknown([UInt8])
    case pcap(PcapReader)
    case pcapNG(PcapNGReader)
  }

  private var format = Format.unknown([])

  /// A reader at the start of a file.
  public init() {}

  /// Takes the next octets of the file.
  public mutating func append(_ octets: RawSpan) {
    switch format {
    case .pcap(var reader):
      format = .unknown([])  // Otherwise two hold the reader's octets, and appending copies them.
      reader.append(octets)
      format = .pcap(reader)
    case .pcapNG(var reader):
      format = .unknown([])
      reader.append(octets)
      format = .pcapNG(reader)
    case .unknown(var first):
      octets.withUnsafeBytes { first.append(contentsOf: $0) }
      format = Self.format(of: first)
    }
  }

  /// The next frame, with octets of its own.
  ///
  /// - Returns: nil when more octets are needed.
  /// - Throws: any case of `CaptureFileError` but `.truncated`. The same again when called again.
  public mutating func next() throws(CaptureFileError) -> CapturedFrame? {
    guard let record = try nextRecord() else { return nil }
    return withOctets(of: record) { record.frame($0) }
  }

  /// The next frame's record; its octets are lent by `withOctets(of:_:)`. Nothing is allocated for a frame.
  ///
  /// - Returns: nil when more octets are needed.
  /// - Throws: any case of `CaptureFileError` but `.truncated`. The same again when called again.
  public mutating func nextRecord() throws(CaptureFileError) -> CaptureRecord? {
    switch format {
    case .unknown: return nil
    case .pcap(var reader):
      format = .unknown([])
      defer { format = .pcap(reader) }
      return try reader.next()
    case .pcapNG(var reader):
      format = .unknown([])
      defer { format = .pcapNG(reader) }
      return try reader.next()
    }
  }

  /// Lends the octets of the record that `nextRecord` returned last.
  ///
  /// - Precondition: nothing was asked of the reader since that would change it.
  public func withOctets<Value, Failure: Error>(
    of record: CaptureRecord, _ body: (RawSpan) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    switch format {
    case .pcap(let reader): return try reader.withOctets(of: record, body)
    case .pcapNG(let reader): return try reader.withOctets(of: record, body)
    case .unknown: preconditionFailure("a record of another file")
    }
  }

  /// What the file says beside frames and interfaces, of what was read since this was asked last, in its order; a pcap
  /// file says nothing. Asked after each record, it keeps the blocks' places among the frames.
  public mutating func takeBlocks() -> [CaptureBlock] {
    guard case .pcapNG(var reader) = format else { return [] }
    format = .unknown([])
    defer { format = .pcapNG(reader) }
    return reader.takeBlocks()
  }

  /// How many blocks `takeBlocks` leaves out, because more than `CaptureLimit.keptBlockOctets` were not taken.
  public var omittedBlockCount: Int {
    if case .pcapNG(let reader) = format { reader.omittedBlockCount } else { 0 }
  }

  /// Says that the file has no more octets; call it when `next` returned nil.
  ///
  /// - Throws: `.truncated` when the file does not end where a frame or block does.
  public func finish() throws(CaptureFileError) {
    switch format {
    case .unknown(let first): throw .truncated(.fileHeader, at: first.count, needed: 4 - first.count)
    case .pcap(let reader): try reader.finish()
    case .pcapNG(let reader): try reader.finish()
    }
  }

  /// The interfaces known so far, by `CapturedFrame.interfaceIndex`; one for a pcap file.
  public var interfaces: [CaptureInterface] {
    switch format {
    case .unknown: []
    case .pcap(let reader): reader.interface.map { [$0] } ?? []
    case .pcapNG(let reader): reader.interfaces
    }
  }

  /// What a frame of this file begins with.
  ///
  /// - Parameter frame: one that `next` returned.
  public func linkType(of frame: CapturedFrame) -> LinkType { linkType(interface: frame.interfaceIndex) }

  /// What the frame of a record of this file begins with.
  ///
  /// - Parameter record: one that `nextRecord` returned.
  public func linkType(of record: CaptureRecord) -> LinkType { linkType(interface: record.interfaceIndex) }

  private func linkType(interface index: Int) -> LinkType {
    switch format {
    case .pcap(let reader): reader.interface?.linkType ?? .ethernet
    case .pcapNG(let reader): reader.interfaces[index].linkType
    case .unknown: preconditionFailure("a frame of another file")
    }
  }

  /// The comments on the file's sections so far; a pcap file has none.
  public var comments: [String] {
    if case .pcapNG(let reader) = format { reader.comments } else { [] }
  }

  /// A file that is not pcap is taken for pcapng, whose reader then names the magic it did not expect.
  private static func format(of first: [UInt8]) -> Format {
    guard first.count >= 4 else { return .unknown(first) }
    let octets = first.span.bytes
    if PcapFormat(magic: octets.bigEndian(at: 0)) != nil {
      var reader = PcapReader()
      reader.append(octets)
      return .pcap(reader)
    }
    var reader = PcapNGReader()
    reader.append(octets)
    return .pcapNG(reader)
  }
}
