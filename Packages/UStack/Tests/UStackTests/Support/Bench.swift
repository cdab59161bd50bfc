import PacketCodec
import UStack

/// A stack, a clock, and a wire whose other end is the test.
struct Bench: ~Copyable {
  static let station = MACAddress(0x02_00_00_00_00_01)
  static let own = IPv4Address(10, 0, 0, 1)
  static let peerStation = MACAddress(0x02_00_00_00_00_02)
  static let peer = IPv4Address(10, 0, 0, 2)
  static let gateway = IPv4Address(10, 0, 0, 254)

  var stack: Stack
  /// The test's clock, which nothing but `advance` moves.
  var now = Instant(nanoseconds: 1_000)

  /// A stack on an Ethernet, or on a port of bare datagrams.
  init(_ port: StackPort = .ethernet(station), configure: (inout StackConfiguration) -> Void = { _ in }) {
    var configuration = StackConfiguration(
      port: port, interface: InterfaceAddress(Self.own, prefixLength: 24), gateway: Self.gateway,
      secret: KeyedHash(key: 7, 7))
    configure(&configuration)
    stack = Stack(configuration, now: now)
  }

  /// Gives the stack a frame, or a datagram on a port of those.
  mutating func receive(_ octets: [UInt8]) { stack.receive(octets.span.bytes, now: now) }

  /// Everything the stack wants sent now.
  mutating func sent() -> [SentFrame] {
    var frames: [SentFrame] = []
    while true {
      var count: Int?
      let capacity = stack.frameCapacity
      let octets = [UInt8](capacity: capacity) { count = stack.transmit(into: &$0, now: now)?.count }
      guard let count else { return frames }
      precondition(count == octets.count, "the stack wrote another count than it said")
      frames.append(SentFrame(octets: octets, time: now, hasLink: stack.configuration.port != .datagrams))
    }
  }

  /// Lets `wait` pass, as a driver would that sleeps until the stack's deadline.
  ///
  /// - Returns: what the stack sent meanwhile.
  mutating func advance(_ wait: Interval) -> [SentFrame] {
    let end = now + wait
    var frames = sent()
    while let deadline = stack.deadline, deadline <= end {
      now = max(now, deadline)
      stack.expire(now: now)
      frames += sent()
    }
    now = end
    return frames
  }

  /// Makes the peer known, as if it had asked for us and been answered.
  mutating func meetPeer() {
    receive(arp(.request, from: (Self.peerStation, Self.peer), to: (.zero, Self.own)))
    _ = sent()
  }

  /// Everything the stack reports.
  mutating func events() -> [StackEvent] {
    var events: [StackEvent] = []
    while let event = stack.nextEvent() { events.append(event) }
    return events
  }
}
