import PacketCodec
import SocketKit
import ToolKit
import Wire

/// One of the two interfaces: frames from its cable, and frames to it.
struct Terminal: ~Copyable {
  /// Frames that wait in the kernel while this process is away: some 30 ms at 2 Gbit/s.
  static let receiveBufferOctets = 16 << 20

  let name: String
  let socket: PacketSocket
  private var incoming: FrameBatch
  private var outgoing: FrameBatch
  /// Frames that its sender left to be cut later.
  private(set) var refused = 0
  /// Frames that the interface did not take, because it is off or does not carry their length.
  private(set) var rejected = 0
  /// Whether frames wait because the interface takes none now.
  private(set) var isStalled = false

  /// Whether it was switched off, and no frame has come since.
  private(set) var isOff = false

  /// Opens it.
  ///
  /// - Parameter roomOctets: the longest frame.
  init(_ interface: NetworkInterface, roomOctets: Int) throws(Errno) {
    let socket = try PacketSocket(on: interface, [.offloadHeader, .incomingOnly, .tagged])
    try socket.becomePromiscuous()
    try socket.reserveReceiveBuffer(octets: Self.receiveBufferOctets)
    incoming = FrameBatch(roomOctets: roomOctets)
    outgoing = FrameBatch(roomOctets: roomOctets)
    name = interface.name
    self.socket = socket
  }

  /// Throws when it is off and gone: its socket says so only to who sends.
  func checkPresence() throws(Errno) {
    guard isOff, try NetworkInterface(named: name).index != socket.interface.index else { return }
    throw .noSuchDevice
  }

  /// Frames for which the kernel had no room.
  func missed() -> Int { (try? socket.takeDropped()) ?? 0 }

  /// Takes what waits, up to a batch.
  ///
  /// - Returns: whether more may wait.
  mutating func take(_ report: Report, _ body: (RawSpan) -> Void) throws(Errno) -> Bool {
    do throws(Errno) {
      _ = try incoming.receive(from: socket)
    } catch {
      // The first comes once, when the interface is switched off; the other for a frame whose cutting has no number.
      guard error == .networkDown || error == .invalidArgument else { throw error }
      if error == .invalidArgument { refuse(report) } else { isOff = true }
      return true
    }
    if incoming.count > 0 { isOff = false }
    for index in 0 ..< incoming.count {
      let offload = incoming.offload(at: index)
      guard !offload.isSuperFrame, !incoming.isCut(at: index) else {
        refuse(report)
        continue
      }
      incoming.withFrame(at: index) { frame in
        if let checksum = offload.checksum { PartialChecksum.finish(&frame, checksum.start, at: checksum.place) }
        body(frame.bytes)
      }
    }
    return incoming.count == FrameBatch.capacity
  }

  private mutating func refuse(_ report: Report) {
    refused += 1
    guard refused == 1 else { return }
    report.diagnose(
      "\(name): a frame longer than the interface's, to be cut later, is not carried: turn that off at its sender and "
        + "here: ethtool -K INTERFACE tso off gso off gro off lro off")
  }

  /// Whether a frame can be put in.
  var isFull: Bool { outgoing.isFull }

  /// Puts a frame in the batch that goes out.
  ///
  /// - Returns: false when there is no room, and so nothing was done.
  mutating func put(_ frame: RawSpan) -> Bool {
    guard !isFull else { return false }
    outgoing.append(frame)
    return true
  }

  /// Sends what was put in, as far as the interface takes it.
  mutating func send() throws(Errno) {
    isStalled = false
    while outgoing.count > 0 {
      do throws(Errno) {
        isStalled = try !outgoing.send(to: socket)
        return
      } catch {
        guard error == .networkDown || error == .messageTooLong else { throw error }
        rejected += 1
        outgoing.removeFirst()
      }
    }
  }
}
