internal import CSocketShims
internal import Glibc

/// Whole frames of one interface, in and out, beside the kernel's own stack: AF_PACKET.
///
/// Needs CAP_NET_RAW in the interface's network namespace.
///
/// Source: packet(7).
public struct PacketSocket: ~Copyable, Sendable {
  /// The socket's descriptor, lent for registering.
  public let descriptor: FileDescriptor
  /// The interface it is bound to.
  public let interface: NetworkInterface
  /// What holds for each of its frames.
  public let options: PacketOptions

  /// Opens and binds, nonblocking; only frames from now on are seen, and the options hold for each of them.
  ///
  /// - Throws: `.notPermitted` without CAP_NET_RAW; `ENOPROTOOPT` for `.incomingOnly` before Linux 4.20.
  public init(on interface: NetworkInterface, _ options: PacketOptions = []) throws(Errno) {
    descriptor = FileDescriptor(
      owning: try SystemCall.run("socket", "AF_PACKET, SOCK_RAW, \(interface.name)") {
        csocket_packet(interface.index, options.rawValue)
      })
    self.interface = interface
    self.options = options
  }

  /// Receives frames for other stations too. The kernel takes it back when the socket closes, also after SIGKILL.
  public borrowing func becomePromiscuous() throws(Errno) {
    let number = descriptor.rawValue
    let index = interface.index
    _ = try SystemCall.run("setsockopt", on: number, "PACKET_ADD_MEMBERSHIP, PACKET_MR_PROMISC") {
      csocket_packet_promiscuous(number, index)
    }
  }

  /// The next frame: from its destination address on, without the check sequence.
  ///
  /// - Parameter buffer: a longer frame is cut; `.octets` says how much lies in the buffer. At least 1 octet.
  /// - Returns: never `.endOfStream`.
  /// - Throws: ENETDOWN once when the interface is switched off; frames come again after it is switched on.
  public borrowing func receive(into buffer: inout MutableRawSpan) throws(Errno) -> ReadResult {
    let number = descriptor.rawValue
    precondition(buffer.byteCount > 0, "no room to receive into")
    do throws(Errno) {
      return .octets(
        try SystemCall.run("recv", on: number, "\(buffer.byteCount)") {
          buffer.withUnsafeMutableBytes { recv(number, $0.baseAddress, $0.count, 0) }
        })
    } catch {
      guard error == .wouldBlock else { throw error }
      return .notReady
    }
  }

  /// Sends one frame.
  ///
  /// - Returns: false when the interface's queue takes none now.
  public borrowing func send(_ frame: RawSpan) throws(Errno) -> Bool {
    let number = descriptor.rawValue
    do throws(Errno) {
      _ = try SystemCall.run("send", on: number, "\(frame.byteCount) octets") {
        frame.withUnsafeBytes { Glibc.send(number, $0.baseAddress, $0.count, 0) }
      }
      return true
    } catch {
      guard error == .wouldBlock || error == .noBufferSpace else { throw error }
      return false
    }
  }
}
