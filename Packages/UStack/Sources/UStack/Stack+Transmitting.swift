import PacketCodec

extension Stack {
  /// Ethernet's shortest frame, octets without check sequence.
  ///
  /// Source: IEEE 802.3 §4.2.3.3.
  static let shortestFrame = 60

  /// Writes the next frame behind what `output` holds.
  ///
  /// ARP goes first, since others wait for it; then what waited for a neighbour, ICMP and UDP, and TCP.
  ///
  /// - Returns: what was written; nil when there is nothing to send now.
  /// - Precondition: `output` has room for `frameCapacity` octets.
  public mutating func transmit(into output: inout OutputSpan<UInt8>, now: Instant) -> TransmittedFrame? {
    precondition(output.freeCapacity >= frameCapacity, "no room for a frame")
    let start = output.count
    // A step that writes nothing has moved something on: each datagram and segment passes here a few times at most.
    var segmentOctets: Int?
    while step(into: &output, segmentOctets: &segmentOctets, now: now) {
      guard output.count > start else { continue }
      pad(&output, from: start)
      return TransmittedFrame(count: output.count - start, segmentOctets: segmentOctets)
    }
    return nil
  }

  /// - Parameter segmentOctets: set when a super-frame was written.
  /// - Returns: false when there was nothing to do.
  private mutating func step(
    into output: inout OutputSpan<UInt8>, segmentOctets: inout Int?, now: Instant
  ) -> Bool {
    if sendARP(into: &output) { return true }
    guard claim.isUsable else { return false }
    if sendPiece(into: &output) { return true }
    if let datagram = released.popFirst() ?? queued.popFirst() {
      send(datagram, into: &output, now: now)
      return true
    }
    guard let segment = tcp.transmit(now: now) else { return false }
    send(segment, into: &output, now: now)
    segmentOctets = segment.isSuperFrame ? segment.segmentOctets : nil
    return true
  }

  private mutating func sendPiece(into output: inout OutputSpan<UInt8>) -> Bool {
    guard let cutting else { return false }
    writeLinkHeader(to: cutting.station, .ipv4, into: &output)
    self.cutting?.fragmenter.writeNext(into: &output)
    if self.cutting?.fragmenter.isDone == true { self.cutting = nil }
    return true
  }

  /// Sends `datagram` on its way: to its station, into a queue, or back to whoever made it with an error.
  private mutating func send(_ datagram: Datagram, into output: inout OutputSpan<UInt8>, now: Instant) {
    let destination = datagram.header.destination
    switch linkDestination(for: destination, now: now) {
    case .myself:
      if !looped.append(datagram) { drops.add(.fullQueue) }
    case .unresolved(let address):
      hold(datagram, for: address, now: now)
    case .nowhere:
      fail(datagram, .destinationUnreachable(.network, nextHopMTU: 0), now: now)
    case .station(let station):
      var datagram = datagram
      let estimate = pathMTU.estimate(to: destination, now: now)
      if estimate.mayFragment { permitFragmentation(of: &datagram.header) }
      if datagram.count <= estimate.mtu {
        writeLinkHeader(to: station, .ipv4, into: &output)
        datagram.header.encode(into: &output)
        output.append(copying: datagram.payload.span.bytes)
      } else if datagram.header.fragment.isFragmentationForbidden {
        let mtu = UInt16(estimate.mtu)
        fail(datagram, .destinationUnreachable(.fragmentationNeeded, nextHopMTU: mtu), now: now)
      } else {
        cutting = (Fragmenter(datagram, mtu: estimate.mtu), station)
      }
    }
  }

  /// Sends a segment of TCP: straight into the frame where its way is clear, otherwise as a datagram that waits.
  private mutating func send(_ segment: OutgoingSegment, into output: inout OutputSpan<UInt8>, now: Instant) {
    var header = IPv4Header(
      source: segment.source, destination: segment.destination, protocol: .tcp,
      payloadCount: segment.header.encodedCount + segment.payloadCount,
      fragment: .whole(mayFragment: false), timeToLive: segment.timeToLive, typeOfService: segment.typeOfService)
    let estimate = pathMTU.estimate(to: segment.destination, now: now)
    let longest = segment.header.encodedCount + min(segment.payloadCount, segment.segmentOctets) + header.headerCount
    if longest <= estimate.mtu,
      case .station(let station) = linkDestination(for: segment.destination, now: now)
    {
      if estimate.mayFragment { permitFragmentation(of: &header) }
      writeLinkHeader(to: station, .ipv4, into: &output)
      header.encode(into: &output)
      write(segment, into: &output)
    } else {
      let count = segment.header.encodedCount + segment.payloadCount
      let octets = [UInt8](capacity: count) { write(segment, into: &$0) }
      send(Datagram(header: header, payload: octets), into: &output, now: now)
    }
  }

  /// Appends TCP's header and payload, with the checksum over both.
  private mutating func write(_ segment: OutgoingSegment, into output: inout OutputSpan<UInt8>) {
    let start = output.count
    segment.header.encode(into: &output)
    let payloadStart = output.count
    tcp.write(payloadOf: segment, into: &output)
    precondition(output.count == payloadStart + segment.payloadCount, "TCP wrote another payload than it announced")
    let checksum = segment.header.computedChecksum(
      payload: output.span.bytes.extracting(payloadStart ..< output.count),
      PseudoHeader(source: segment.source, destination: segment.destination))
    output.overwrite(checksum, at: start + 16)
  }

  /// Clears DF, and gives the datagram the number its fragments will need.
  private mutating func permitFragmentation(of header: inout IPv4Header) {
    guard header.fragment.isFragmentationForbidden else { return }
    header.fragment = .whole(mayFragment: true)
    header.identification = identifications.next()
    header.checksum = header.computedChecksum
  }
}
