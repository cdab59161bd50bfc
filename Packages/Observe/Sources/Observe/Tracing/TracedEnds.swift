public import SocketKit

/// What strace(1) found out about a TCP socket behind a descriptor.
public struct TracedEnds: Hashable, Sendable {
  /// Our end.
  public var local: SocketAddress
  /// The peer's end; nil for a socket that listens.
  public var remote: SocketAddress?

  /// Ends from their parts.
  public init(local: SocketAddress, remote: SocketAddress?) {
    self.local = local
    self.remote = remote
  }

  /// What stands behind a descriptor, without the angle brackets: "TCP:[10.0.0.1:40000->10.0.0.2:80]".
  ///
  /// - Returns: nil for what is no TCP socket, and for one without an address, of which strace knows the inode only.
  init?(annotation: ArraySlice<UInt8>) {
    let text = String(decoding: annotation, as: UTF8.self)
    guard let name = ["TCP:[", "TCPv6:["].first(where: { text.hasPrefix($0) }), text.hasSuffix("]") else { return nil }
    let inside = text.dropFirst(name.count).dropLast()
    guard let arrow = inside.firstRange(of: "->") else {
      guard let local = Self.address(inside) else { return nil }
      self.init(local: local, remote: nil)
      return
    }
    guard let local = Self.address(inside[..<arrow.lowerBound]), let remote = Self.address(inside[arrow.upperBound...])
    else { return nil }
    self.init(local: local, remote: remote)
  }

  /// An IPv4 connection of an IPv6 socket has IPv4 addresses, as everywhere here.
  private static func address(_ text: Substring) -> SocketAddress? {
    SocketAddress(String(text)).map { SocketAddress($0.address.unmapped, port: $0.port) }
  }
}
