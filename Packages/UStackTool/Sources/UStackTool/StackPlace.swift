internal import PacketCodec
internal import SocketKit
internal import ToolKit
internal import UStack
internal import UStackLink

/// Where a stack stands on its link, settled: what the command line left open is the interface's.
struct StackPlace {
  /// The interface.
  let interface: NetworkInterface
  /// The stack's station.
  let station: MACAddress
  /// Its address and network.
  let address: InterfaceAddress
  /// Whether the address is the kernel's.
  let isBorrowed: Bool
  /// Octets of the longest datagram.
  let mtu: Int

  init(_ options: StackOptions, on device: borrowing LinkDevice) throws(Failure) {
    let own: MACAddress
    let longest: Int
    do throws(Errno) {
      interface = try device.interface()
      own = MACAddress(octets: try interface.hardwareAddress())
      longest = min(try interface.maximumTransmissionUnit(), 65_535)
    } catch {
      throw Failure(errno: error, doing: options.interface ?? options.tap ?? "the interface")
    }
    guard own != .zero else { throw Failure(.usage, "-i \(interface.name): is no Ethernet: it has no station address") }
    mtu = options.mtu ?? longest
    guard mtu <= longest else { throw Failure(.usage, "--mtu \(mtu): \(interface.name) carries \(longest)") }
    isBorrowed = options.address == nil
    address = try Self.address(options.address, on: interface)
    if let gateway = options.gateway, !address.hasNeighbor(gateway) {
      throw Failure(.usage, "--gateway \(gateway): is no neighbour in \(address)")
    }
    if let station = options.station {
      self.station = station
    } else if options.tap == nil {
      station = own
    } else {
      station = MACAddress(UInt64.random(in: 0 ..< 1 << 48) & 0xFEFF_FFFF_FFFF | 0x0200_0000_0000)
    }
    guard station == own else {
      do throws(Errno) {
        try device.admitForeignStation()
      } catch {
        throw Failure(errno: error, doing: "--mac \(station)", needs: "CAP_NET_RAW")
      }
      return
    }
    guard options.tap == nil else { throw Failure(.usage, "--mac \(station): is the kernel's end of the TAP") }
  }

  /// The address that was given, which must not be the kernel's, or the one that the kernel has there.
  private static func address(
    _ given: InterfaceAddress?, on interface: NetworkInterface
  ) throws(Failure) -> InterfaceAddress {
    let networks: [InterfaceNetwork]
    do throws(Errno) {
      networks = try InterfaceNetwork.all()
    } catch {
      throw Failure(errno: error, doing: "getifaddrs")
    }
    if let given {
      guard given.isHost else { throw Failure(.usage, "--address \(given): no host may have it") }
      guard !networks.contains(where: { $0.address == given.address.rawValue }) else {
        throw Failure(.usage, "--address \(given): is the kernel's; leave --address out to borrow it")
      }
      return given
    }
    guard let network = networks.first(where: { $0.interface == interface.name }) else {
      throw Failure(.usage, "-i \(interface.name): has no IPv4 address to borrow; give --address")
    }
    return InterfaceAddress(IPv4Address(network.address), prefixLength: network.prefixLength)
  }

  /// Holds a port of a borrowed address: one that the kernel has given to somebody else is refused, and nobody gets it
  /// meanwhile.
  ///
  /// - Parameter port: 0 for any.
  func reserve(_ port: UInt16) throws(Failure) -> StreamSocket {
    let octets = (0 ..< 4).map { UInt8(truncatingIfNeeded: address.address.rawValue >> UInt32(24 - 8 * $0)) }
    let end = SocketAddress(IPAddress(octets[0], octets[1], octets[2], octets[3]), port: port)
    do throws(Errno) {
      let socket = try StreamSocket(for: end)
      try socket.bind(to: end)
      return socket
    } catch {
      throw Failure(errno: error, doing: "bind \(end)", needs: "CAP_NET_BIND_SERVICE")
    }
  }

  /// Keeps the kernel from looking for a route for what is the stack's alone, and from forwarding it.
  ///
  /// - Returns: nil where the kernel has a part in the address, where what the stack's station gets does not come in by the
  ///   interface, and where it cannot be done: then the kernel throws these datagrams away in the end, unless it forwards.
  func shield(_ options: StackOptions) -> IngressShield? {
    guard !isBorrowed, options.tap == nil else { return nil }
    return try? IngressShield(hiding: address.address.rawValue, on: interface)
  }

  /// Octets of text in a super-frame: what a datagram has room for behind the longest headers.
  private static let superFrameOctets = 65_535 - 120

  /// What the stack is told.
  func configuration(_ options: StackOptions, _ claim: AddressClaimPolicy) -> StackConfiguration {
    var configuration = StackConfiguration(
      port: .ethernet(station), interface: address, gateway: options.gateway,
      secret: .random())
    configuration.mtu = mtu
    // Over a TAP without offloads the driver does what is left to the link.
    if options.offload == .on || options.tap != nil {
      configuration.completesChecksums = true
      configuration.tcp.superFrameOctets = Self.superFrameOctets
    }
    // The kernel answers for an address that is its own.
    configuration.answersEcho = !isBorrowed
    configuration.addressClaim = claim
    return configuration
  }
}

extension MACAddress {
  fileprivate init(octets: [UInt8]) { self.init(octets.reduce(0) { $0 << 8 | UInt64($1) }) }
}
