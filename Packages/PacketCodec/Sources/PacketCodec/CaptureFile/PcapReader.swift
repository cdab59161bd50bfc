/// Reads the older of the two capture formats, piece by piece.
///
/// Give octets with `append`, then take records with `next` until it returns nil; at the end of the file `finish` says
/// whether it was whole. Time in microseconds and in nanoseconds, and both byte orders, are told by the magic.
///
/// Source: draft-ietf-opsawg-pcap §4, §5.
public struct PcapReader: Sendable {
  private var queue = OctetQueue()
  /// Octets of the record that was given last, which stay until the next one is asked for.
  private var lentCount = 0
  /// Known once the file header was read.
  private var format: PcapFormat?
  private var needed = (field: CaptureFileField.fileHeader, count: PcapFormat.headerCount)

  /// The interface of all frames, once the file header was read; `next` reads it.
  public private(set) var interface: CaptureInterface?

  /// A reader at the start of a file.
  public init() {}

  /// Takes the next octets of the file.
  public mutating func append(_ octets: RawSpan) { queue.append(octets) }

  /// The next frame's record.
  ///
  /// - Returns: nil when more octets are needed.
  /// - Throws: `.unknownMagic`, `.unsupportedVersion` or `.outOfRange`. The same again when called again.
  public mutating func next() throws(CaptureFileError) -> CaptureRecord? {
    queue.consume(lentCount)
    lentCount = 0
    guard let format = try readFormat() else { return nil }
    needed = (.recordHeader, 16)
    guard queue.count >= 16 else { return nil }
    let capturedCount = queue.withOctets(16) { format.lengths($0).captured }
    guard capturedCount <= CaptureLimit.frameOctets else {
      throw .outOfRange(
        .capturedLength, found: capturedCount, allowed: 0 ... CaptureLimit.frameOctets, at: queue.position + 8)
    }
    needed = (.frame, 16 + capturedCount)
    guard queue.count >= 16 + capturedCount else { return nil }
    lentCount = 16 + capturedCount
    needed = (.recordHeader, 16 + lentCount)
    return queue.withOctets(16) { format.record($0, capturedCount: capturedCount) }
  }

  /// Lends the octets of the record that `next` returned last.
  public func withOctets<Value, Failure: Error>(
    of record: CaptureRecord, _ body: (RawSpan) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try queue.withOctets(record.place, body)
  }

  /// Says that the file has no more octets; call it when `next` returned nil.
  ///
  /// - Throws: `.truncated` when the file ends inside its header, a record's header or a frame.
  public func finish() throws(CaptureFileError) {
    guard format == nil || queue.count > lentCount else { return }
    throw .truncated(needed.field, at: queue.position + queue.count, needed: needed.count - queue.count)
  }

  private mutating func readFormat() throws(CaptureFileError) -> PcapFormat? {
    if let format { return format }
    guard queue.count >= PcapFormat.headerCount else { return nil }
    let (format, interface) = try queue.withOctets(PcapFormat.headerCount) { header throws(CaptureFileError) in
      try PcapFormat.decode(header)
    }
    queue.consume(PcapFormat.headerCount)
    self.format = format
    self.interface = interface
    return format
  }
}
