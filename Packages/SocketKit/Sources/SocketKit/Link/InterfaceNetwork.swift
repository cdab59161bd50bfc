internal import Glibc

/// An IPv4 address that the kernel has on one of its interfaces, and the network that it stands in.
public struct InterfaceNetwork: Hashable, Sendable {
  /// The interface's name.
  public var interface: String
  /// The address in host order, its first octet most significant.
  public var address: UInt32
  /// Bits that the network's addresses have in common, 0 ... 32.
  public var prefixLength: Int

  /// Those of the present network namespace, in the kernel's order: of one interface, the primary address first.
  ///
  /// Source: getifaddrs(3).
  public static func all() throws(Errno) -> [InterfaceNetwork] {
    var first: UnsafeMutablePointer<ifaddrs>?
    _ = try SystemCall.run("getifaddrs") { getifaddrs(&first) }
    defer { freeifaddrs(first) }
    return sequence(first: first, next: { $0?.pointee.ifa_next }).compactMap { entry in
      guard let entry = entry?.pointee, let address = number(entry.ifa_addr), let mask = number(entry.ifa_netmask)
      else { return nil }
      // The label of a further address has the interface's name before a colon.
      let name = String(cString: entry.ifa_name).prefix { $0 != ":" }
      return InterfaceNetwork(
        interface: String(name), address: address, prefixLength: (~mask).leadingZeroBitCount)
    }
  }

  private static func number(_ address: UnsafeMutablePointer<sockaddr>?) -> UInt32? {
    guard let address, address.pointee.sa_family == sa_family_t(AF_INET) else { return nil }
    return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
      UInt32(bigEndian: $0.pointee.sin_addr.s_addr)
    }
  }
}
