internal import Glibc

/// One end of a connection: an address and a port.
public struct SocketAddress: Hashable, Sendable {
  /// The host's part.
  public var address: IPAddress
  /// Host order; 0 lets the kernel choose when bound.
  public var port: UInt16

  /// An end made of its parts.
  public init(_ address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }
}

extension SocketAddress: CustomStringConvertible {
  /// "192.0.2.1:80", "[2001:db8::1]:80".
  public var description: String { address.isIPv6 ? "[\(address)]:\(port)" : "\(address):\(port)" }
}

// MARK: - The kernel's form

extension SocketAddress {
  /// Lends the address as a `sockaddr` for the length of one call.
  func withKernelForm<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    var storage = sockaddr_storage()
    withUnsafeMutableBytes(of: &storage) { raw in
      if address.isIPv6 {
        let six = sockaddr_in6(
          sin6_family: sa_family_t(AF_INET6), sin6_port: port.bigEndian, sin6_flowinfo: 0,
          sin6_addr: address.kernelIPv6, sin6_scope_id: address.scope)
        raw.storeBytes(of: six, as: sockaddr_in6.self)
      } else {
        let four = sockaddr_in(
          sin_family: sa_family_t(AF_INET), sin_port: port.bigEndian, sin_addr: address.kernelIPv4,
          sin_zero: (0, 0, 0, 0, 0, 0, 0, 0))
        raw.storeBytes(of: four, as: sockaddr_in.self)
      }
    }
    let length = address.isIPv6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
    return withUnsafePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(length)) }
    }
  }

  /// What the kernel wrote into `storage`, IPv4-mapped addresses unmapped; nil for another family.
  init?(kernelForm storage: sockaddr_storage) {
    switch CInt(storage.ss_family) {
    case AF_INET:
      let four = withUnsafeBytes(of: storage) { $0.load(as: sockaddr_in.self) }
      self.init(IPAddress(four.sin_addr), port: UInt16(bigEndian: four.sin_port))
    case AF_INET6:
      let six = withUnsafeBytes(of: storage) { $0.load(as: sockaddr_in6.self) }
      self.init(IPAddress(six.sin6_addr, scope: six.sin6_scope_id).unmapped, port: UInt16(bigEndian: six.sin6_port))
    default:
      return nil
    }
  }
}
