import PacketCodec

/// A host's TCP/IP, without a link, a clock or a thread of its own.
///
/// Who drives it gives it the frames that came and takes those it wants sent, tells it the time, and calls again no
/// later than `deadline`. Whatever was called, `transmit` is then asked until it has nothing left.
///
///     stack.receive(frame, now: now)
///     while let sent = stack.transmit(into: &output, now: now) { … }
///     // sleep until stack.deadline, or until a frame comes
///     stack.expire(now: now)
///
/// Nothing that comes off the wire traps it, and each queue and table has a named limit: a peer that floods it costs
/// a few megabytes.
///
/// Source: RFC 1122.
public struct Stack: ~Copyable {
  /// ARP packets of our own that wait: answers above all. Who misses one asks again.
  static let arpLimit = 64
  /// Octets of the headers of IPv4, which we send without options, and TCP.
  static let segmentHeaderLimit = 80

  /// What the stack was told when it began.
  public let configuration: StackConfiguration
  /// Octets an output must have room for when a frame is asked for.
  public let frameCapacity: Int
  /// What was dropped so far, and why.
  public internal(set) var drops = DropCounts()

  let routes: RouteTable
  var random: RandomSource
  var identifications: IdentificationSource
  var claim: AddressClaim
  var neighbors = NeighborCache()
  var arp = BoundedQueue<ARPFrame>(limit: arpLimit)
  var reassembler = Reassembler()
  var pathMTU: PathMTU
  var errorPolicy = ICMPErrorPolicy()
  var echoIdentifiers: Set<UInt16> = []
  var udp = UDPPorts()
  /// Connections and listeners.
  public var tcp: TCP
  /// Datagrams whose neighbour was found.
  var released = OutputQueue()
  /// Datagrams of ICMP and UDP, and of super-frames that had to be cut here.
  var queued = OutputQueue()
  /// Datagrams from the stack to itself.
  var looped = OutputQueue()
  /// The datagram that is going out in pieces, and the station it goes to.
  var cutting: (fragmenter: Fragmenter, station: MACAddress?)?
  var events = EventQueue()

  /// A stack that begins at `now`.
  ///
  /// - Precondition: the MTU is 68 ... 65,535, the time to live is not 0, there are at most 64 routes, and super-frames
  ///   have at most 65,455 octets.
  public init(_ configuration: StackConfiguration, now: Instant) {
    precondition(
      (StackConfiguration.minimumMTU ... 65_535).contains(configuration.mtu), "an MTU outside 68 ... 65535")
    precondition(configuration.timeToLive > 0, "datagrams that do not live")
    let superFrameOctets = configuration.tcp.superFrameOctets
    precondition((0 ... 65_535 - Self.segmentHeaderLimit).contains(superFrameOctets), "super-frames beyond a datagram")
    self.configuration = configuration
    let datagram = max(configuration.mtu, Self.segmentHeaderLimit + superFrameOctets)
    frameCapacity = max(configuration.port.headerCount + datagram, Self.shortestFrame)
    // Each use has a number of its own behind the hash: identifications are seen on the wire, and a SplitMix tells its
    // state; it must not tell TCP's secret.
    let secret = configuration.secret
    random = RandomSource(seed: secret(1))
    var numbers = RandomSource(seed: secret(2))
    identifications = IdentificationSource(&numbers)
    routes = RouteTable(configuration.interface, gateway: configuration.gateway, routes: configuration.routes)
    pathMTU = PathMTU(link: configuration.mtu)
    tcp = TCP(
      configuration.tcp, secret: KeyedHash(key: secret(3), secret(4)), linkMTU: configuration.mtu)
    let policy = configuration.port == .datagrams ? .silent : configuration.addressClaim
    claim = AddressClaim(policy, now: now, random: &random)
  }

  /// The latest moment for `expire`; nil when nothing will happen unless something comes. It may have passed already.
  @inline(__always)
  public var deadline: Instant? {
    if !looped.isEmpty { return Instant(nanoseconds: .min) }
    return .earliest(.earliest(neighbors.deadline, claim.deadline), .earliest(reassembler.deadline, tcp.deadline))
  }

  /// Does what is due at `now`; nothing when nothing is.
  public mutating func expire(now: Instant) {
    for failure in neighbors.expire(now: now) { report(failure, now: now) }
    while let step = claim.expire(now: now, random: &random) { take(step) }
    for failure in reassembler.expire(now: now) { report(failure, now: now) }
    // What these answer waits for the next call: two that speak to each other cannot keep us here.
    var waiting = OutputQueue()
    swap(&waiting, &looped)
    while let datagram = waiting.popFirst() {
      deliver(datagram.header, datagram.payload.span.bytes, Arrival(now: now))
    }
    tcp.expire(now: now)
  }

  /// Whether anything waits to be told: `nextEvent`, or one of TCP's `nextEvents` and `nextListener`. Sending can make news,
  /// too, as when no route leads there: who waits after it looks here first.
  @inline(__always)
  public var hasNews: Bool { !events.isEmpty || tcp.hasNews }

  /// The event that waits longest; nil when none does.
  public mutating func nextEvent() -> StackEvent? { events.popFirst() }
}
