import PacketCodec

@testable import UStack

/// Two stacks on one Ethernet, their applications, and the clock of both.
struct TwoStacks: ~Copyable {
  static let port: UInt16 = 7

  var client: Stack
  var server: Stack
  var now = Instant(nanoseconds: 1_000_000_000)
  /// What becomes of a frame on its way to the server, and what comes back to the client instead.
  var toServer: ([UInt8]) -> (forward: [[UInt8]], back: [[UInt8]]) = { ([$0], []) }
  /// Frames the client wrote.
  var clientFrames: [(frame: SentFrame, sent: TransmittedFrame)] = []
  /// Frames with work left go to the server as they are, since its link vouches for them.
  var passesWorkOn = false

  init(
    client change: (inout StackConfiguration) -> Void = { _ in },
    server changeServer: (inout StackConfiguration) -> Void = { _ in }
  ) {
    var configuration = StackConfiguration(
      port: .ethernet(Bench.station), interface: InterfaceAddress(Bench.own, prefixLength: 24),
      secret: KeyedHash(key: 1, 1))
    change(&configuration)
    client = Stack(configuration, now: now)
    var other = StackConfiguration(
      port: .ethernet(Bench.peerStation), interface: InterfaceAddress(Bench.peer, prefixLength: 24),
      secret: KeyedHash(key: 2, 2))
    changeServer(&other)
    server = Stack(other, now: now)
  }

  /// Lets both do what they have to, until nothing is left or `limit` has passed.
  mutating func run(_ limit: Interval = .seconds(60), application: (inout TwoStacks) -> Void = { _ in }) {
    let end = now + limit
    while now < end {
      application(&self)
      if exchange() {
        now = now + .microseconds(100)
        continue
      }
      guard let deadline = [client.deadline, server.deadline].compactMap(\.self).min(), deadline < end else { return }
      now = max(now, deadline)
      client.expire(now: now)
      server.expire(now: now)
    }
  }

  /// Carries over what both want sent.
  ///
  /// - Returns: false when there was nothing.
  private mutating func exchange() -> Bool {
    var isBusy = false
    for (octets, sent) in Self.frames(of: &client, now: now) {
      isBusy = true
      clientFrames.append((SentFrame(octets: octets, time: now, hasLink: true), sent))
      guard !passesWorkOn || sent.checksum == nil else {
        server.receive(octets.span.bytes, isChecked: true, now: now)
        continue
      }
      for frame in completed(octets, sent) {
        let (forward, back) = toServer(frame)
        for frame in forward { server.receive(frame.span.bytes, now: now) }
        for frame in back { client.receive(frame.span.bytes, now: now) }
      }
    }
    for (octets, _) in Self.frames(of: &server, now: now) {
      isBusy = true
      client.receive(octets.span.bytes, now: now)
    }
    return isBusy
  }

  private static func frames(of stack: inout Stack, now: Instant) -> [(octets: [UInt8], sent: TransmittedFrame)] {
    var found: [([UInt8], TransmittedFrame)] = []
    while true {
      var sent: TransmittedFrame?
      let octets = [UInt8](capacity: stack.frameCapacity) { sent = stack.transmit(into: &$0, now: now) }
      guard let sent else { return found }
      found.append((octets, sent))
    }
  }
}
