import PacketCodec

/// What identifies a segment of TCP, as it stands in the frame.
struct SegmentFields: Sendable {
  var key: ConnectionKey
  var header: TCPHeader
  var payloadCount: Int

  /// The segment that a frame carries.
  ///
  /// - Returns: nil when it carries none, or one whose header cannot be read, or a fragment of one.
  init?(_ frame: RawSpan, _ layout: FrameLayout, _ direction: LinkDirection) {
    guard let tcp = layout.tcp, !tcp.carrier.isQuoted, !tcp.carrier.isFragment, tcp.extent.isWhole else { return nil }
    let start = tcp.extent.offset
    let octets = frame.extracting(start ..< start + tcp.extent.captured)
    guard let (header, payloadOffset) = try? TCPHeader.decode(octets) else { return nil }
    let (source, destination) = Self.ends(frame, tcp.carrier, header)
    key =
      direction == .forward
      ? ConnectionKey(first: source, second: destination) : ConnectionKey(first: destination, second: source)
    self.header = header
    payloadCount = tcp.extent.captured - payloadOffset
  }

  /// The addresses of the datagram; the layout found its header whole.
  private static func ends(
    _ frame: RawSpan, _ carrier: FrameLayout.Carrier, _ header: TCPHeader
  ) -> (ConnectionKey.End, ConnectionKey.End) {
    func word(_ offset: Int) -> UInt64 {
      frame.unsafeLoadUnaligned(fromByteOffset: carrier.offset + offset, as: UInt64.self)
    }
    func half(_ offset: Int) -> UInt64 {
      UInt64(frame.unsafeLoadUnaligned(fromByteOffset: carrier.offset + offset, as: UInt32.self))
    }
    let (source, destination) = (header.sourcePort, header.destinationPort)
    guard carrier.isIPv6 else {
      return (
        ConnectionKey.End(high: 0, low: half(12), port: source),
        ConnectionKey.End(high: 0, low: half(16), port: destination)
      )
    }
    return (
      ConnectionKey.End(high: word(8), low: word(16), port: source),
      ConnectionKey.End(high: word(24), low: word(32), port: destination)
    )
  }
}
