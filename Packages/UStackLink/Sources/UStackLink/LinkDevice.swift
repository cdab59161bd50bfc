public import SocketKit
internal import UStack

/// What carries a stack's frames: an interface that the kernel uses, too, or the far end of one it does.
///
/// Frames of an interface come and go behind offload headers: whether a neighbour's kernel left a checksum or the cutting of
/// a segment to a card that is not there must be known, for on a veth it does. On a cable it leaves what it was allowed to.
///
/// Source: packet(7); Linux Documentation/networking/tuntap.rst.
public struct LinkDevice: ~Copyable, Sendable {
  private enum Kind: ~Copyable, Sendable {
    /// The frames of an interface, beside the kernel's own stack.
    case packet(PacketSocket)
    /// The cable of a TAP.
    case tap(TapDevice)
  }

  /// Made by `sharing` and `cable` alone.
  private let kind: Kind

  /// Octets of frames that may wait for a packet socket: two of the largest windows that a peer may fill at once, with
  /// what the kernel counts beside each frame.
  static let receiveBufferOctets = 16 << 20

  /// The frames that come to an interface; those that the kernel sends there are not seen.
  ///
  /// - Throws: `.notPermitted` without CAP_NET_RAW.
  public static func sharing(_ interface: NetworkInterface) throws(Errno) -> LinkDevice {
    // A stack beside the kernel's hears what the kernel's hears: what comes by a VLAN is another interface's.
    let socket = try PacketSocket(on: interface, [.offloadHeader, .incomingOnly, .untaggedOnly])
    try socket.reserveReceiveBuffer(octets: receiveBufferOctets)
    return LinkDevice(kind: .packet(socket))
  }

  /// The cable of a TAP, which is made, or taken up where it waits.
  ///
  /// - Parameters:
  ///   - name: as of `TapDevice`.
  ///   - isOffloading: the kernel may leave checksums and the cutting of segments to the stack.
  public static func cable(ofTap name: String, isOffloading: Bool = false) throws(Errno) -> LinkDevice {
    let device = try TapDevice(named: name, offloadHeader: isOffloading)
    try device.setOffload(isOffloading)
    return LinkDevice(kind: .tap(device))
  }

  /// The interface it is, or whose cable it is.
  public borrowing func interface() throws(Errno) -> NetworkInterface {
    switch kind {
    case .packet(let socket): socket.interface
    case .tap(let device): try NetworkInterface(named: device.name)
    }
  }

  /// Takes frames for a station that is not the interface's, too; a cable carries them all.
  public borrowing func admitForeignStation() throws(Errno) {
    switch kind {
    case .packet(let socket): try socket.becomePromiscuous()
    case .tap: break
    }
  }

  /// The number to wait on.
  public var descriptorNumber: CInt {
    switch kind {
    case .packet(let socket): socket.descriptor.rawValue
    case .tap(let device): device.descriptor.rawValue
    }
  }

  /// Lends the descriptor, for registering.
  public borrowing func withDescriptor<Result, Failure: Error>(
    _ body: (borrowing FileDescriptor) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch kind {
    case .packet(let socket): try body(socket.descriptor)
    case .tap(let device): try body(device.descriptor)
    }
  }

  /// The ring that the kernel puts frames into, or nil for a link without, or when there is no memory for it.
  borrowing func ring(most octets: Int) -> FrameRing? {
    switch kind {
    case .packet(let socket):
      try? FrameRing(on: socket, usual: socket.interface.maximumTransmissionUnit(), most: octets)
    case .tap: nil
    }
  }

  /// Lends the frame that waits longest in its ring.
  borrowing func takeFirst<Result>(
    in ring: inout FrameRing?, _ body: (RawSpan, OffloadHeader) -> Result
  ) throws(Errno) -> Result? {
    switch kind {
    case .packet(let socket): try ring?.takeFirst(from: socket, body) ?? nil
    case .tap: nil
    }
  }

  /// Hears what became of a link in whose ring nothing waits.
  borrowing func check(_ ring: borrowing FrameRing?) throws(Errno) {
    switch kind {
    case .packet(let socket): try ring?.check(socket)
    case .tap: break
    }
  }

  /// Takes frames that wait, in place of what the batch held.
  ///
  /// - Parameters:
  ///   - most: frames at most.
  ///   - octets: enough, where frames are taken one by one.
  borrowing func receive(
    into batch: inout FrameBatch, atMost most: Int, untilOctets octets: Int
  ) throws(Errno) -> Int {
    switch kind {
    case .packet(let socket): try batch.receive(from: socket, atMost: most)
    case .tap(let device): try batch.receive(from: device, atMost: most, untilOctets: octets)
    }
  }

  /// Hands over the batch's frames, and takes them out of it.
  ///
  /// - Parameters:
  ///   - cutter: how far the first is cut, for a cable without offloads: what the stack leaves to it is done here.
  ///   - observe: told of each frame that the link took.
  /// - Returns: false when the link takes no more now.
  borrowing func send(
    _ batch: inout FrameBatch, _ cutter: inout FrameCutter?, _ observe: ((RawSpan, FrameDirection) -> Void)?
  ) throws(Errno) -> Bool {
    switch kind {
    case .packet(let socket):
      do throws(Errno) {
        let taken = try batch.offer(to: socket)
        return batch.remove(taken, observe)
      } catch {
        // The interface carries less than it did: the frame is lost, and its sender will notice.
        guard error == .messageTooLong else { throw error }
        batch.removeFirst()
        return true
      }
    case .tap(let device) where device.hasOffloadHeader:
      let taken = try batch.offer(to: device)
      return batch.remove(taken, observe)
    case .tap(let device):
      let isTaken = try batch.cutFirst(&cutter) { piece throws(Errno) in
        guard try device.descriptor.write(piece) > 0 else { return false }
        observe?(piece, .sent)
        return true
      }
      if isTaken { batch.removeFirst() }
      return isTaken
    }
  }
}

extension FrameBatch {
  /// Tells of the first frames, which the link took, and forgets them.
  ///
  /// - Returns: whether there are any.
  fileprivate mutating func remove(_ taken: Int, _ observe: ((RawSpan, FrameDirection) -> Void)?) -> Bool {
    if let observe {
      for index in 0 ..< taken { withFrame(at: index) { observe($0.bytes, .sent) } }
    }
    removeFirst(taken)
    return taken > 0
  }
}
