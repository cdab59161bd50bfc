import PacketCodec

/// The bound ports.
struct UDPPorts: Sendable {
  /// Where the system chooses.
  ///
  /// Source: RFC 6335 §6.
  static let ephemeral: ClosedRange<UInt16> = 49_152 ... 65_535
  /// Sockets at once, each with at most 256 KiB waiting.
  static let limit = 1_024

  private var sockets: [UInt16: UDPSocket] = [:]

  func isBound(_ port: UInt16) -> Bool { sockets[port] != nil }

  /// Binds `port`, or a free one when it is 0.
  ///
  /// - Returns: the port; nil when it is taken, or too many are bound.
  mutating func bind(_ port: UInt16, random: inout RandomSource) -> UInt16? {
    guard sockets.count < Self.limit else { return nil }
    guard port == 0 else { return open(port) }
    // At most 1,024 of 16,384 are taken, so the walk ends.
    var candidate = UInt16.random(in: Self.ephemeral, using: &random)
    while isBound(candidate) {
      candidate = candidate == Self.ephemeral.upperBound ? Self.ephemeral.lowerBound : candidate + 1
    }
    return open(candidate)
  }

  private mutating func open(_ port: UInt16) -> UInt16? {
    guard !isBound(port) else { return nil }
    sockets[port] = UDPSocket()
    return port
  }

  mutating func close(_ port: UInt16) { sockets[port] = nil }

  /// - Returns: false when the port's queue is full.
  mutating func deliver(_ datagram: UDPDatagram, to port: UInt16) -> Bool {
    sockets[port]?.append(datagram) ?? false
  }

  mutating func popFirst(of port: UInt16) -> UDPDatagram? { sockets[port]?.popFirst() }
}
