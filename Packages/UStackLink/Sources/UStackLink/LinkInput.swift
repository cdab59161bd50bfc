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

  /// Lends the frames that wait, one after the other.
  ///
  /// - Parameters:
  ///   - most: frames at most, 1 ... `FrameBatch.capacity`.
  ///   - enough: octets after which no other is begun, where they can be counted before.
  mutating func take(
    from device: borrowing LinkDevice, atMost most: Int, untilOctets enough: Int,
    _ body: (RawSpan, OffloadHeader) -> Void
  ) throws(Errno) -> Taken {
    if ring != nil { return try takeFromRing(of: device, atMost: most, untilOctets: enough, body) }
    var taken = Taken()
    for index in 0 ..< (try device.receive(into: &batch, atMost: most, untilOctets: enough)) {
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

  private mutating func takeFromRing(
    of device: borrowing LinkDevice, atMost most: Int, untilOctets enough: Int, _ body: (RawSpan, OffloadHeader) -> Void
  ) throws(Errno) -> Taken {
    var taken = Taken()
    while taken.frames < most, taken.octets < enough, ring?.isEmpty == false {
      taken.frames += 1
      taken.octets +=
        try device.takeFirst(in: &ring) { frame, header in
          body(frame, header)
          return frame.byteCount
        } ?? 0
    }
    if taken.frames == 0 { try device.check(ring) }
    return taken
  }
}
