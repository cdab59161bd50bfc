internal import CSocketShims
internal import Glibc

/// Frames that came to a packet socket, read where the kernel put them: memory that both see. A frame costs no call, and
/// is copied once, by whoever brought it.
///
/// The socket has offload headers, and is not received from by other means.
///
/// Source: packet(7), PACKET_RX_RING; Linux Documentation/networking/packet_mmap.rst, TPACKET_V2: its frames can be read
/// one by one, where those of TPACKET_V3 wait for a block to fill or a timer.
public struct FrameRing: ~Copyable {
  /// Octets of memory: room for what two of the largest windows let a peer send at once.
  static let memoryOctets = 8 << 20
  /// Octets of a slot that are not the frame's, at most.
  static let overheadOctets = 128
  /// The longest slot: a longer frame is rare on any link, and costs a call.
  static let slotLimit = 16_384

  private let memory: UnsafeMutableRawPointer
  private let slotOctets: Int
  private let slotCount: Int
  /// The slot that is filled next, or holds the first frame that was not taken.
  private var place = 0
  /// A frame that is longer than a slot comes here.
  private let long: UnsafeMutableRawPointer
  private let longOctets: Int

  /// Makes the ring of a socket: frames come into it from now on.
  ///
  /// - Parameters:
  ///   - socket: what the frames come to.
  ///   - usual: octets of the frames that are usual, 1 ...
  ///   - most: octets of the longest; of a longer one nothing is received.
  /// - Throws: `.noMemory` when the kernel has none for it; the socket is then as it was.
  /// - Precondition: the socket has offload headers.
  public init(on socket: borrowing PacketSocket, usual: Int, most: Int) throws(Errno) {
    precondition(socket.options.contains(.offloadHeader), "a ring of frames without offload headers")
    var slotOctets = 2048
    while slotOctets < min(usual + Self.overheadOctets, Self.slotLimit) { slotOctets *= 2 }
    self.slotOctets = slotOctets
    slotCount = Self.memoryOctets / slotOctets
    longOctets = most + OffloadHeader.octetCount
    let (number, slotCount) = (socket.descriptor.rawValue, slotCount)
    guard let memory = csocket_packet_ring(number, slotOctets, slotCount) else { throw Errno(rawValue: errno) }
    self.memory = memory
    // Costs memory once a frame lies there.
    guard let long = calloc(1, longOctets) else { preconditionFailure("no memory for a frame") }
    self.long = long
  }

  deinit {
    munmap(memory, slotOctets * slotCount)
    free(long)
  }

  /// Whether no frame waits: a look at memory.
  public var isEmpty: Bool { csocket_ring_holds(memory + place * slotOctets) == 0 }

  /// How many frames wait: a look at memory for each.
  ///
  /// - Parameter most: where counting ends, 0 ...
  public func count(atMost most: Int) -> Int {
    var (count, slot) = (0, place)
    while count < min(most, slotCount), csocket_ring_holds(memory + slot * slotOctets) != 0 {
      count += 1
      slot = slot + 1 == slotCount ? 0 : slot + 1
    }
    return count
  }

  /// Lends the frame that waits longest, from its Ethernet header on, and what its sender left to do; then its place is the
  /// kernel's again. A frame of which the end is missing is passed over.
  ///
  /// - Parameters:
  ///   - socket: whose ring it is.
  ///   - body: gets it for as long as it runs.
  /// - Returns: what the body made of it; nil when it was passed over.
  /// - Throws: what receiving a frame that is longer than a slot throws.
  /// - Precondition: it is not empty.
  public mutating func takeFirst<Result>(
    from socket: borrowing PacketSocket, _ body: (RawSpan, OffloadHeader) -> Result
  ) throws(Errno) -> Result? {
    precondition(!isEmpty, "no frame")
    let slot = memory + place * slotOctets
    defer {
      csocket_ring_release(slot)
      place = place + 1 == slotCount ? 0 : place + 1
    }
    var (kept, length) = (0, 0)
    guard let frame = csocket_ring_frame(slot, &kept, &length) else { return nil }
    guard kept == length else { return try takeLong(from: socket, body) }
    let octets = RawSpan(_unsafeStart: frame, byteCount: kept)
    return body(octets, OffloadHeader(frame - OffloadHeader.octetCount))
  }

  /// Hears what became of the interface: an empty ring says nothing. It does not look at frames: a long one waits in the
  /// socket a little before it is in the ring.
  ///
  /// - Throws: ENETDOWN once when it is switched off or gone.
  public func check(_ socket: borrowing PacketSocket) throws(Errno) {
    if let error = try socket.descriptor.pendingError() { throw error }
  }

  /// The same with a frame that waits in the socket as a whole, if there was room for it.
  private func takeLong<Result>(
    from socket: borrowing PacketSocket, _ body: (RawSpan, OffloadHeader) -> Result
  ) throws(Errno) -> Result? {
    var count = 0
    do throws(Errno) {
      let (number, long, longOctets) = (socket.descriptor.rawValue, long, longOctets)
      count = try SystemCall.run("recv", on: number, "\(longOctets)") {
        recv(number, long, longOctets, csocket_dont_wait | csocket_truncated)
      }
    } catch {
      guard error == .wouldBlock else { throw error }
    }
    guard (OffloadHeader.octetCount ... longOctets).contains(count) else { return nil }
    let octets = RawSpan(
      _unsafeStart: UnsafeRawPointer(long) + OffloadHeader.octetCount, byteCount: count - OffloadHeader.octetCount)
    return body(octets, OffloadHeader(UnsafeRawPointer(long)))
  }
}
