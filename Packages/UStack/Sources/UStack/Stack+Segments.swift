import PacketCodec

extension Stack {
  /// Sends a segment of TCP: straight into the frame where its way is clear, otherwise as a datagram that waits.
  ///
  /// - Parameters:
  ///   - start: where the frame begins.
  ///   - frame: learns what the link has to do.
  mutating func send(
    _ segment: OutgoingSegment, into output: inout OutputSpan<UInt8>, from start: Int, _ frame: inout TransmittedFrame,
    now: Instant
  ) {
    var header = networkHeader(of: segment)
    let headerCount = segment.header.encodedCount
    let longest = header.headerCount + headerCount + min(segment.payloadCount, segment.segmentOctets)
    let estimate = pathMTU.estimate(to: segment.destination, now: now)
    switch linkDestination(for: segment.destination, now: now) {
    case .unresolved(let address):
      // What waits, waits as the cable will see it: the link cuts only what it sends at once.
      for piece in segment.pieces { hold(datagram(of: piece), for: address, now: now) }
    case .station where longest > estimate.mtu:
      // Its connection is younger than what is known of its path, and sends it again in shorter segments.
      let mtu = UInt16(estimate.mtu)
      fail(datagram(of: segment), .destinationUnreachable(.fragmentationNeeded, nextHopMTU: mtu), now: now)
    case .station where segment.isSuperFrame && estimate.mayFragment:
      // A datagram that routers may fragment needs a number of its own (RFC 6864 §4.3), and the link gives none.
      for piece in segment.pieces where !queued.append(datagram(of: piece)) { drops.add(.fullQueue) }
    case .station(let station):
      if estimate.mayFragment { permitFragmentation(of: &header) }
      writeLinkHeader(to: station, .ipv4, into: &output)
      header.encode(into: &output)
      let transportOffset = output.count - start
      write(segment, isComplete: !configuration.completesChecksums, into: &output)
      if segment.isSuperFrame { frame.segmentOctets = segment.segmentOctets }
      guard configuration.completesChecksums else { return }
      frame.checksum = ChecksumWork(transportOffset: transportOffset, headerCount: transportOffset + headerCount)
    case .myself, .nowhere: send(datagram(of: segment), into: &output, now: now)
    }
  }

  private func networkHeader(of segment: OutgoingSegment) -> IPv4Header {
    IPv4Header(
      source: segment.source, destination: segment.destination, protocol: .tcp,
      payloadCount: segment.header.encodedCount + segment.payloadCount, timeToLive: segment.timeToLive,
      typeOfService: segment.typeOfService)
  }

  /// The segment with octets of its own.
  private func datagram(of segment: OutgoingSegment) -> Datagram {
    let octets = [UInt8](capacity: segment.header.encodedCount + segment.payloadCount) {
      write(segment, isComplete: true, into: &$0)
    }
    return Datagram(header: networkHeader(of: segment), payload: octets)
  }

  /// Appends TCP's header and text.
  ///
  /// - Parameter isComplete: whether the checksum covers them; else it covers the pseudo-header, and the link adds the
  ///   rest.
  private func write(_ segment: OutgoingSegment, isComplete: Bool, into output: inout OutputSpan<UInt8>) {
    let start = output.count
    segment.header.encode(into: &output)
    let textStart = output.count
    tcp.write(payloadOf: segment, into: &output)
    precondition(output.count == textStart + segment.payloadCount, "TCP wrote another text than it announced")
    let checksum =
      isComplete
      ? segment.header.computedChecksum(
        payload: output.span.bytes.extracting(textStart ..< output.count),
        PseudoHeader(source: segment.source, destination: segment.destination))
      : pseudoHeaderSum(of: segment)
    output.overwrite(checksum, at: start + 16)
  }

  /// The sum over the pseudo-header, not yet complemented: what a link starts from.
  private func pseudoHeaderSum(of segment: OutgoingSegment) -> UInt16 {
    var sum = InternetChecksum()
    sum.add(segment.source.rawValue)
    sum.add(segment.destination.rawValue)
    sum.add(UInt16(IPProtocol.tcp.rawValue))
    sum.add(UInt32(segment.header.encodedCount + segment.payloadCount))
    return ~sum.value
  }
}
