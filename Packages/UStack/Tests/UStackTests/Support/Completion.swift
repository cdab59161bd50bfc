import PacketCodec
import UStack

/// What a link with a virtio-net header makes of a frame: one frame or more, cut and with their checksums complete.
func completed(_ octets: [UInt8], _ sent: TransmittedFrame) -> [[UInt8]] {
  guard let work = sent.checksum else { return [octets] }
  let header = Array(octets[..<work.headerCount])
  let first = DecodedFrame(octets.span.bytes)
  guard let ipv4 = first.ipv4, let tcp = first.tcp else { return [octets] }
  let text = Array(octets[work.headerCount ..< first.payloadRange.upperBound])
  guard let size = sent.segmentOctets else { return [summed(octets, work, ipv4)] }
  return stride(from: 0, to: text.count, by: size).map { start in
    let piece = Array(text[start ..< min(start + size, text.count)])
    let isLast = start + size >= text.count
    var flags = tcp.flags
    if !isLast { flags.subtract([.push, .finish]) }
    let cut = TCPHeader(
      sourcePort: tcp.sourcePort, destinationPort: tcp.destinationPort,
      sequence: tcp.sequence + start, acknowledgment: tcp.acknowledgment, flags: flags, window: tcp.window,
      checksum: tcp.checksum, options: tcp.options)
    let datagram = IPv4Header(
      source: ipv4.source, destination: ipv4.destination, protocol: .tcp,
      payloadCount: cut.encodedCount + piece.count, timeToLive: ipv4.timeToLive)
    let frame =
      Array(header[..<14]) + encoded { datagram.encode(into: &$0) } + encoded { cut.encode(into: &$0) } + piece
    return summed(frame, work, datagram, replacing: (cut, piece))
  }
}

/// The frame with the checksum where the work says: over all that follows, with what stands in the field.
///
/// - Parameter segment: one that was cut, for which the sum that the stack began, over the whole's length, is begun
///   anew.
private func summed(
  _ frame: [UInt8], _ work: ChecksumWork, _ ipv4: IPv4Header, replacing segment: (TCPHeader, [UInt8])? = nil
) -> [UInt8] {
  var frame = frame
  var sum = InternetChecksum()
  sum.add(frame.span.bytes.extracting(work.transportOffset ..< 14 + Int(ipv4.totalCount)))
  let value = segment.map { $0.0.computedChecksum(payload: $0.1.span.bytes, PseudoHeader(ipv4)) } ?? sum.value
  let place = work.transportOffset + work.checksumOffset
  frame[place] = UInt8(value >> 8)
  frame[place + 1] = UInt8(value & 0xFF)
  return frame
}
