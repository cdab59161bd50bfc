internal import CSocketShims
internal import Glibc

/// Frames that pass between a packet socket and this process in one call: recvmmsg(2), sendmmsg(2).
///
/// The socket has its offload header enabled; the headers are received with the frames, and sent empty.
public struct FrameBatch: ~Copyable {
  /// Frames it holds at most.
  public static let capacity = csocket_frames_max
  /// Octets of a frame that it has room for.
  public let roomOctets: Int
  /// Frames that it holds.
  public private(set) var count = 0

  private let stride: Int
  private let slots: UnsafeMutableRawPointer
  private let lengths: UnsafeMutablePointer<UInt32>

  /// An empty one.
  ///
  /// - Parameter roomOctets: 1 ...; of a longer frame the rest is not received.
  public init(roomOctets: Int) {
    precondition(roomOctets > 0, "no room for a frame")
    self.roomOctets = roomOctets
    stride = (roomOctets + OffloadHeader.octetCount + 63) & ~63
    slots = .allocate(byteCount: stride * Self.capacity, alignment: 64)
    slots.initializeMemory(as: UInt8.self, repeating: 0, count: stride * Self.capacity)
    lengths = .allocate(capacity: Self.capacity)
    lengths.initialize(repeating: 0, count: Self.capacity)
  }

  deinit {
    slots.deallocate()
    lengths.deallocate()
  }

  /// Whether no frame more fits in.
  public var isFull: Bool { count == Self.capacity }

  /// Takes what waits at a socket, in place of what it held.
  ///
  /// - Returns: how many frames there are now; 0 when none waited.
  public mutating func receive(from socket: borrowing PacketSocket) throws(Errno) -> Int {
    count = 0
    let number = socket.descriptor.rawValue
    let (slots, lengths, stride, room) = (slots, lengths, stride, roomOctets + OffloadHeader.octetCount)
    do throws(Errno) {
      count = Int(
        try SystemCall.run("recvmmsg", on: number, "\(Self.capacity)") {
          csocket_receive_frames(number, slots, stride, room, lengths, UInt32(Self.capacity))
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
    return Int(lengths[index]) > roomOctets + OffloadHeader.octetCount
  }

  /// What a frame's sender left to do.
  ///
  /// - Parameter index: 0 ..< `count`.
  public func offload(at index: Int) -> OffloadHeader {
    precondition(index < count, "no such frame")
    return OffloadHeader(slots + index * stride)
  }

  /// Lends a frame, from its Ethernet header on, to be read or mended.
  ///
  /// - Parameter index: 0 ..< `count`.
  public mutating func withFrame<Result>(at index: Int, _ body: (inout MutableRawSpan) -> Result) -> Result {
    precondition(index < count, "no such frame")
    let length = max(0, min(Int(lengths[index]) - OffloadHeader.octetCount, roomOctets))
    var span = MutableRawSpan(
      _unsafeBytes: UnsafeMutableRawBufferPointer(
        start: slots + index * stride + OffloadHeader.octetCount, count: length))
    return body(&span)
  }

  /// Puts a frame in, with an empty offload header.
  ///
  /// - Precondition: the batch is not full, and the frame is not longer than the room.
  public mutating func append(_ frame: RawSpan) {
    precondition(!isFull && frame.byteCount <= roomOctets, "no room for the frame")
    let slot = slots + count * stride
    memset(slot, 0, OffloadHeader.octetCount)
    frame.withUnsafeBytes {
      if let base = $0.baseAddress { (slot + OffloadHeader.octetCount).copyMemory(from: base, byteCount: $0.count) }
    }
    lengths[count] = UInt32(frame.byteCount + OffloadHeader.octetCount)
    count += 1
  }

  /// Hands the frames to a socket, the first first, until it takes no more; those that it took are gone from here.
  ///
  /// - Returns: false when the interface takes none now, and some are left.
  /// - Throws: what the socket says of the first frame that is left.
  public mutating func send(to socket: borrowing PacketSocket) throws(Errno) -> Bool {
    let number = socket.descriptor.rawValue
    var sent = 0
    defer { drop(first: sent) }
    while sent < count {
      let (slots, lengths, stride, left) = (slots + sent * stride, lengths + sent, stride, UInt32(count - sent))
      do throws(Errno) {
        sent += Int(
          try SystemCall.run("sendmmsg", on: number, "\(left)") {
            csocket_send_frames(number, slots, stride, lengths, left)
          })
      } catch {
        guard error == .wouldBlock || error == .noBufferSpace else { throw error }
        return false
      }
    }
    return true
  }

  /// Forgets the first frame: for one that the socket refuses.
  public mutating func removeFirst() { drop(first: min(1, count)) }

  private mutating func drop(first gone: Int) {
    count -= gone
    guard gone > 0, count > 0 else { return }
    memmove(slots, slots + gone * stride, count * stride)
    memmove(lengths, lengths + gone, count * MemoryLayout<UInt32>.stride)
  }
}
