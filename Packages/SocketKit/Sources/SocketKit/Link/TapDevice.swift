internal import CSocketShims
internal import Glibc

/// A TAP: an Ethernet interface whose cable ends in this process. It goes away with its descriptor, unless somebody made
/// it to stay before.
///
/// Needs CAP_NET_ADMIN and /dev/net/tun.
///
/// Source: Linux Documentation/networking/tuntap.rst.
public struct TapDevice: ~Copyable, Sendable {
  /// Frames are read and written here, one a call.
  public let descriptor: FileDescriptor
  /// The interface's name.
  public let name: String
  /// Whether each frame stands behind a virtio-net header of 10 octets.
  public let hasOffloadHeader: Bool

  /// Makes an interface, nonblocking and down, or takes up a persistent TAP that waits under this name.
  ///
  /// - Parameters:
  ///   - name: 0 ... 15 octets; empty lets the kernel choose, "%d" in it becomes a number.
  ///   - offloadHeader: each frame stands behind a virtio-net header of 10 octets, which takes the kernel longer.
  /// - Throws: `.notPermitted`, `.noSuchFile` without /dev/net/tun, EBUSY for the name of a TAP in use, `.invalidArgument`
  ///   for another interface's name or one that can be none.
  public init(named name: String = "", offloadHeader: Bool = false) throws(Errno) {
    let text = Array(name.utf8)
    guard text.count < 16, !text.contains(0) else { throw .invalidArgument }
    var chosen = [CChar](repeating: 0, count: 16)
    for (index, octet) in text.enumerated() { chosen[index] = CChar(bitPattern: octet) }
    descriptor = FileDescriptor(
      owning: try SystemCall.run("ioctl", "TUNSETIFF, \(name)") { csocket_tap(&chosen, offloadHeader ? 1 : 0) })
    hasOffloadHeader = offloadHeader
    self.name = String(decoding: chosen.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Says what the kernel may leave to who holds the cable: checksums, and the cutting of segments of TCP over IPv4. A TAP
  /// that waited remembers what was said last, so it is said each time.
  ///
  /// - Parameter isOffered: false: the kernel cuts and sums by itself.
  public borrowing func setOffload(_ isOffered: Bool) throws(Errno) {
    let number = descriptor.rawValue
    _ = try SystemCall.run("ioctl", on: number, "TUNSETOFFLOAD, \(isOffered ? "TUN_F_CSUM | TUN_F_TSO4" : "0")") {
      csocket_tap_offload(number, isOffered ? 1 : 0)
    }
  }
}
