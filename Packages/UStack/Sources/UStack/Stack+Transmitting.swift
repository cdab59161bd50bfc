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
    var frame = TransmittedFrame(count: 0)
    while step(into: &output, from: start, &frame, now: now) {
      guard output.count > start else { continue }
      pad(&output, from: start)
      frame.count = output.count - start
      return frame
    }
    return nil
  }

  /// The next frame, with octets of its own; nil when there is nothing to send now.
  ///
  /// `transmit(into:now:)` costs no allocation, and says what a link with offloads has to do.
  ///
  /// - Precondition: the stack leaves nothing to the link: neither checksums nor super-frames are configured.
  public mutating func transmit(now: Instant) -> [UInt8]? {
    precondition(
      !configuration.completesChecksums && configuration.tcp.superFrameOctets == 0, "the link has work to do")
    let frame = [UInt8](capacity: frameCapacity) { _ = transmit(into: &$0, now: now) }
    return frame.isEmpty ? nil : frame
  }

  /// - Parameter frame: learns what is left for the link to do.
  /// - Returns: false when there was nothing to do.
  private mutating func step(
    into output: inout OutputSpan<UInt8>, from start: Int, _ frame: inout TransmittedFrame, now: Instant
  ) -> Bool {
    if sendARP(into: &output) { return true }
    guard claim.isUsable else { return false }
    if sendPiece(into: &output) { return true }
    if let datagram = released.popFirst() ?? queued.popFirst() {
      send(datagram, into: &output, now: now)
      return true
    }
    guard let segment = tcp.transmit(now: now) else { return false }
    send(segment, into: &output, from: start, &frame, now: now)
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
  mutating func send(_ datagram: Datagram, into output: inout OutputSpan<UInt8>, now: Instant) {
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

  /// Clears DF, and gives the datagram the number its fragments will need.
  mutating func permitFragmentation(of header: inout IPv4Header) {
    guard header.fragment.isFragmentationForbidden else { return }
    header.fragment = .whole(mayFragment: true)
    header.identification = identifications.next()
    header.checksum = header.computedChecksum
  }
}
