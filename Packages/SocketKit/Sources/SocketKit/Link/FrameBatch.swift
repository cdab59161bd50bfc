internal import CSocketShims
internal import Glibc

/// Frames that pass between a link and this process many at a time: one call for a packet socket, recvmmsg(2) and
/// sendmmsg(2), and one a frame for a TAP, which knows no other way.
///
/// The socket has offload headers: each frame comes and goes behind one. So it does on a TAP that was made with it; on
/// another nothing is left to anybody.
public struct FrameBatch: ~Copyable {
  /// Frames it holds at most.
  public static let capacity = csocket_frames_max
  /// Octets of a frame that it has room for.
  public let roomOctets: Int
  /// Frames that it holds.
  public internal(set) var count = 0

  let stride: Int
  let slots: UnsafeMutableRawPointer
  let lengths: UnsafeMutablePointer<UInt32>
  let messages: OpaquePointer
  /// The place of the first frame: those before it were sent.
  var first = 0

  /// An empty one.
  ///
  /// - Parameter roomOctets: 1 ...; of a longer frame the rest is not received.
  public init(roomOctets: Int) {
    precondition(roomOctets > 0, "no room for a frame")
    self.roomOctets = roomOctets
    stride = (roomOctets + OffloadHeader.octetCount + 63) & ~63
    // Zeros that cost no memory before a frame lies there: most links never carry the longest.
    guard let slots = calloc(Self.capacity, stride), let messages = csocket_frames_new(slots, stride) else {
      preconditionFailure("no memory for frames")
    }
    self.slots = slots
    self.messages = messages
    lengths = .allocate(capacity: Self.capacity)
    lengths.initialize(repeating: 0, count: Self.capacity)
  }

  deinit {
    free(slots)
    free(UnsafeMutableRawPointer(messages))
    lengths.deallocate()
  }

  /// Whether no frame more fits in.
  public var isFull: Bool { first + count == Self.capacity }

  /// Takes what waits at a socket, in place of what it held.
  ///
  /// - Parameters:
  ///   - socket: what they come from.
  ///   - most: frames at most, 1 ... `capacity`.
  /// - Returns: how many frames there are now; 0 when none waited.
  /// - Precondition: the socket has offload headers.
  public mutating func receive(
    from socket: borrowing PacketSocket, atMost most: Int = Self.capacity
  ) throws(Errno) -> Int {
    precondition(socket.options.contains(.offloadHeader), "frames without offload headers")
    precondition((1 ... Self.capacity).contains(most), "room for 1 to \(Self.capacity) frames")
    (first, count) = (0, 0)
    let number = socket.descriptor.rawValue
    let (messages, lengths, room) = (messages, lengths, roomOctets + OffloadHeader.octetCount)
    do throws(Errno) {
      count = Int(
        try SystemCall.run("recvmmsg", on: number, "\(most)") {
          csocket_receive_frames(number, messages, room, lengths, UInt32(most))
        })
    } catch {
      guard error == .wouldBlock else { throw error }
    }
    return count
  }

  /// Whether a frame was longer than the room, so that its end is missing.
  ///
  /// - Parameter index: 0 ..< `count`.
  public func isCut(at index: Int) -> Bool {
    precondition(index < count, "no such frame")
    return Int(lengths[first + index]) > roomOctets + OffloadHeader.octetCount
  }

  /// What a frame's sender left to do.
  ///
  /// - Parameter index: 0 ..< `count`.
  public func offload(at index: Int) -> OffloadHeader {
    precondition(index < count, "no such frame")
    return OffloadHeader(slots + (first + index) * stride)
  }

  /// Lends a frame, from its Ethernet header on, to be read or mended.
  ///
  /// - Parameters:
  ///   - index: 0 ..< `count`.
  ///   - body: gets it for as long as it runs.
  public mutating func withFrame<Result>(at index: Int, _ body: (inout MutableRawSpan) -> Result) -> Result {
    precondition(index < count, "no such frame")
    let length = max(0, min(Int(lengths[first + index]) - OffloadHeader.octetCount, roomOctets))
    var span = MutableRawSpan(
      _unsafeBytes: UnsafeMutableRawBufferPointer(
        start: slots + (first + index) * stride + OffloadHeader.octetCount, count: length))
    return body(&span)
  }

  /// Puts a frame in, with an empty offload header.
  ///
  /// - Precondition: the batch is not full, and the frame is not longer than the room.
  public mutating func append(_ frame: RawSpan) {
    precondition(frame.byteCount <= roomOctets, "no room for the frame")
    _ = append { output in
      frame.withUnsafeBytes { octets in
        output.withUnsafeMutableBufferPointer { target, written in
          if octets.count > 0 { UnsafeMutableRawBufferPointer(target).copyMemory(from: octets) }
          written = octets.count
        }
      }
      return OffloadHeader()
    }
  }

  /// Lets a frame be written where it will be sent from.
  ///
  /// - Parameter write: appends the frame, of `roomOctets` at most, and says what it leaves to the link; nil when there
  ///   is no frame after all.
  /// - Returns: false when there was none.
  /// - Precondition: the batch is not full.
  @inline(__always)
  public mutating func append(_ write: (inout OutputSpan<UInt8>) -> OffloadHeader?) -> Bool {
    precondition(!isFull, "no room for a frame")
    let slot = slots + (first + count) * stride
    let place = UnsafeMutableBufferPointer(
      start: (slot + OffloadHeader.octetCount).assumingMemoryBound(to: UInt8.self), count: roomOctets)
    var output = OutputSpan(buffer: place, initializedCount: 0)
    let header = write(&output)
    let written = output.finalize(for: place)
    guard let header else { return false }
    header.write(to: slot)
    lengths[first + count] = UInt32(written + OffloadHeader.octetCount)
    count += 1
    return true
  }

  /// Forgets the first frames: those that a link took, or one that it refuses.
  ///
  /// - Parameter gone: 0 ... ; all when there are not so many.
  public mutating func removeFirst(_ gone: Int = 1) {
    let gone = min(gone, count)
    count -= gone
    first = count == 0 ? 0 : first + gone
  }
}
