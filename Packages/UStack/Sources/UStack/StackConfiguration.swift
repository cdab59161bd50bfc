public import PacketCodec

/// What a stack is told once, when it begins.
public struct StackConfiguration: Sendable {
  /// The shortest MTU IPv4 may be given.
  ///
  /// Source: RFC 791 §3.2.
  public static let minimumMTU = 68

  /// What goes in and out.
  public var port: StackPort
  /// The stack's address and network.
  public var interface: InterfaceAddress
  /// The router for what no other route takes; nil when there is none.
  public var gateway: IPv4Address?
  /// Further routes, at most 64.
  public var routes: [Route] = []
  /// Octets of the longest datagram the link carries, 68 ... 65,535.
  public var mtu = 1500
  /// Hops a datagram may take, 1 ... 255.
  ///
  /// Source: RFC 1122 §3.2.1.7; IANA recommends 64.
  public var timeToLive: UInt8 = 64
  /// Whether the stack gives echoes back.
  public var answersEcho = true
  /// Whether the link adds up the checksums of TCP, as a virtio-net header asks it to: `TransmittedFrame.checksum`.
  public var completesChecksums = false
  /// Limits and choices of TCP.
  public var tcp = TCP.Configuration()
  /// How it takes its address into use.
  public var addressClaim = AddressClaimPolicy.silent
  /// What no peer may know, and what decides every choice left to chance: the same secret makes the same choices.
  public var secret: KeyedHash

  /// A configuration with the usual choices for the rest.
  public init(port: StackPort, interface: InterfaceAddress, gateway: IPv4Address? = nil, secret: KeyedHash) {
    self.port = port
    self.interface = interface
    self.gateway = gateway
    self.secret = secret
  }
}
