internal import SocketKit

/// Where a link's frames come in: read in the kernel's ring where the link has one, else copied many at a time.
struct LinkInput: ~Copyable {
  /// What was taken.
  struct Taken {
    var frames = 0
    var octets = 0
  }

  private var ring: FrameRing?
  private var batch: FrameBatch

  /// The input of a link whose longest frames have so many octets. Where the kernel has no memory for a ring, frames are
  /// copied.
  init(of device: borrowing LinkDevice, roomOctets: Int) {
    ring = device.ring(most: roomOctets)
    batch = FrameBatch(roomOctets: roomOctets)
  }

  /// Looks what waits. What `lend` then gives was all here when this returned, so a clock that is read between the two is
  /// late for none of it.
  ///
  /// - Parameters:
  ///   - most: frames at most, 1 ... `FrameBatch.capacity`.
  ///   - enough: octets after which no other is begun, where they can be counted before.
  /// - Returns: frames.
  mutating func fetch(
    from device: borrowing LinkDevice, atMost most: Int, untilOctets enough: Int
  ) throws(Errno) -> Int {
    guard let waiting = ring?.count(atMost: most) else {
      return try device.receive(into: &batch, atMost: most, untilOctets: enough)
    }
    if waiting == 0 { try device.check(ring) }
    return waiting
  }

  /// Lends the frames that were fetched, one after the other.
  ///
  /// - Parameters:
  ///   - count: what `fetch` returned.
  ///   - enough: octets after which no other is begun; the rest waits for the next time.
  mutating func lend(
    _ count: Int, of device: borrowing LinkDevice, untilOctets enough: Int, _ body: (RawSpan, OffloadHeader) -> Void
  ) throws(Errno) -> Taken {
    var taken = Taken()
    if ring == nil {
      for index in 0 ..< count {
        taken.frames += 1
        guard !batch.isCut(at: index) else { continue }
        let header = batch.offload(at: index)
        taken.octets += batch.withFrame(at: index) { frame in
          body(frame.bytes, header)
          return frame.byteCount
        }
      }
      return taken
    }
    while taken.frames < count, taken.octets < enough {
      taken.frames += 1
      taken.octets +=
        try device.takeFirst(in: &ring) { frame, header in
          body(frame, header)
          return frame.byteCount
        } ?? 0
    }
    return taken
  }
}
