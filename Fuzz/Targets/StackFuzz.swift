import PacketCodec

@testable import UStack

/// A stack, its application and its peer: segments with numbers near the interesting ones, raw datagrams, time, and
/// what an application asks, in any order, with the invariants of the simulation after each.
enum StackFuzz {
  static func fault(of octets: [UInt8]) -> String? {
    var verbs = Verbs(octets)
    var bench = StackFuzzBench(&verbs)
    do throws(BrokenInvariant) {
      while !verbs.isAtEnd {
        bench.perform(&verbs)
        try bench.settle()
      }
      try bench.end()
    } catch {
      return error.description
    }
    return nil
  }
}

/// The stack that is tried.
struct StackFuzzBench: ~Copyable {
  private static let own = IPv4Address(10, 0, 0, 1), peer = IPv4Address(10, 0, 0, 2)
  private static let port: UInt16 = 80
  /// Datagrams that one verb draws at most: a window of octets each a segment.
  private static let mostDatagrams = 5_000

  private var stack: Stack
  private var now = Instant(nanoseconds: 1_000_000_000)
  private var invariants = Invariants()
  private var options = ConnectionOptions()
  private var listener: ListenerID?
  private var connections: [ConnectionID] = []

  init(_ verbs: inout Verbs) {
    var configuration = StackConfiguration(
      port: .datagrams, interface: InterfaceAddress(Self.own, prefixLength: 24), secret: KeyedHash(key: 1, 2))
    configuration.tcp.maximumConnections = 4
    let choice = verbs.octet()
    configuration.tcp.superFrameOctets = choice & 1 == 0 ? 0 : 10_000
    options.timestamps = choice & 2 == 0
    options.selectiveAcknowledgment = choice & 4 == 0
    options.windowScaling = choice & 8 == 0
    options.congestionNotification = choice & 16 != 0
    options.noDelay = choice & 32 == 0
    options.congestion = choice & 64 == 0 ? .cubic : .reno
    if choice & 128 != 0 { options.keepAlive = ConnectionOptions.KeepAlive() }
    let sizes = verbs.octet()
    let least = 2048 << Int(sizes & 7)
    options.receiveBuffer = sizes & 32 == 0 ? .fixed(least) : .tuned(from: least, upTo: 1 << 20)
    options.sendBuffer = 2048 << Int(sizes >> 3 & 3)
    stack = Stack(configuration, now: now)
    listener = try? stack.tcp.listen(at: TransportAddress(.any, Self.port), backlog: 2, options: options)
  }

  // MARK: Verbs

  mutating func perform(_ verbs: inout Verbs) {
    switch verbs.octet() & 15 {
    case 0 ..< 8: receiveSegment(&verbs)
    case 8: receiveDatagram(&verbs)
    case 9, 10: pass(&verbs)
    default: ask(&verbs)
    }
  }

  /// A segment of a connection that is there, or of one that is not, with numbers counted from what it expects.
  private mutating func receiveSegment(_ verbs: inout Verbs) {
    let selector = verbs.octet()
    let endpoints = stack.tcp.slots.compactMap(\.endpoint)
    let endpoint = endpoints.isEmpty || selector & 0xC0 == 0xC0 ? nil : endpoints[Int(selector & 3) % endpoints.count]
    let flow = endpoint?.state.flow
    let flags = TCPFlags(rawValue: UInt16(verbs.octet()))
    var expected = flow?.receive.next ?? SequenceNumber(0xFFFF_FF00)
    if selector & 4 != 0, let flow { expected = flow.receive.windowEnd }
    var sent = flow?.send.next ?? SequenceNumber(0)
    if selector & 8 != 0, let flow { sent = flow.send.unacknowledged }
    if case .synSent(let state)? = endpoint?.state { sent = state.initial + 1 }
    let sequence = expected + verbs.distance()
    let acknowledgment = sent + verbs.distance()
    let window = verbs.word()
    let text = [UInt8](repeating: 7, count: Int(verbs.octet()) << Int(selector >> 4 & 3))
    let header = TCPHeader(
      sourcePort: endpoint?.tuple.remote.port ?? 1000 + UInt16(selector & 3),
      destinationPort: endpoint?.tuple.local.port ?? Self.port, sequence: sequence,
      acknowledgment: flags.contains(.acknowledgment) ? acknowledgment : nil, flags: flags, window: window,
      urgentPointer: flags.contains(.urgent) ? UInt16(verbs.octet()) : 0,
      options: Self.options(&verbs, endpoint, flow, now))
    let segment = [UInt8](capacity: 60) { header.encode(into: &$0) } + text
    let datagram = IPv4Header(
      source: Self.peer, destination: Self.own, protocol: .tcp, payloadCount: segment.count,
      typeOfService: selector & 0x30 == 0x30 ? 3 : 0)
    let octets = [UInt8](capacity: 60) { datagram.encode(into: &$0) } + segment
    stack.receive(octets.span.bytes, isChecked: true, now: now)
  }

  private static func options(_ verbs: inout Verbs, _ endpoint: TCPEndpoint?, _ flow: Flow?, _ now: Instant)
    -> TCPOptions
  {
    let choice = verbs.octet()
    var options = TCPOptions()
    if choice & 1 != 0 { options.append(.maximumSegmentSize(verbs.word())) }
    if choice & 2 != 0 { options.append(.windowScale(verbs.octet())) }
    if choice & 4 != 0 { options.append(.selectiveAcknowledgmentPermitted) }
    if choice & 8 != 0 {
      let recent = endpoint?.peerTimestamps?.recent ?? 0
      let reading = endpoint?.clock.reading(now) ?? 0
      options.append(
        .timestamps(
          TCPTimestamps(
            value: recent &+ UInt32(truncatingIfNeeded: verbs.distance()),
            echoReply: reading &+ UInt32(truncatingIfNeeded: verbs.distance()))))
    }
    if choice & 48 != 0 {
      var blocks = SACKBlocks()
      // Forty octets hold three blocks only beside few other options.
      for _ in 0 ..< min(Int(choice >> 4 & 3), choice & 3 == 0 ? 3 : 2) {
        let left = (flow?.send.unacknowledged ?? SequenceNumber(0)) + verbs.distance()
        blocks.append(SACKBlock(leftEdge: left, rightEdge: left + verbs.distance()))
      }
      options.append(.selectiveAcknowledgment(blocks))
    }
    return options
  }

  private mutating func receiveDatagram(_ verbs: inout Verbs) {
    let octets = verbs.octets(Int(verbs.octet()))
    stack.receive(octets.span.bytes, now: now)
  }

  /// Time passes: to the next deadline, or up to an hour.
  private mutating func pass(_ verbs: inout Verbs) {
    let choice = verbs.octet()
    if choice & 1 == 0, let deadline = stack.deadline {
      now = max(now, deadline)
    } else {
      now = now + Interval(nanoseconds: 1 << Int64(choice >> 1 % 43))
    }
    stack.expire(now: now)
  }

  private mutating func ask(_ verbs: inout Verbs) {
    let choice = verbs.octet()
    if choice & 15 == 0 {
      let end = TransportAddress(Self.peer, 2000 + UInt16(choice >> 6))
      if let opened = try? stack.tcp.connect(
        to: end, from: TransportAddress(Self.own, 3000), options: options, now: now)
      {
        connections.append(opened)
      }
    }
    if let listener, let accepted = stack.tcp.accept(listener) { connections.append(accepted.connection) }
    while stack.nextEvent() != nil {}
    while stack.tcp.nextEvents() != nil {}
    guard !connections.isEmpty else { return }
    let index = Int(choice >> 4) % connections.count
    let id = connections[index]
    switch choice & 15 {
    case 1 ... 4:
      let text = [UInt8](repeating: 9, count: Int(verbs.octet()) << Int(choice & 3 * 2))
      _ = stack.tcp.write(id, text.span.bytes, now: now)
    case 5, 6:
      let most = 1 << Int(verbs.octet() & 15)
      _ = [UInt8](capacity: most) { output in _ = stack.tcp.read(id, into: &output, now: now) }
    case 7: stack.tcp.finish(id, now: now)
    case 8: stack.tcp.stopReading(id, now: now)
    case 9: stack.tcp.setCorked(id, choice & 16 != 0, now: now)
    case 10:
      options.noDelay = choice & 16 != 0
      stack.tcp.setOptions(id, options, now: now)
    case 11: stack.tcp.markUrgent(id)
    case 12: stack.tcp.receive(pathMTU: 68 + Int(verbs.word()) % 1500, to: Self.peer, now: now)
    case 13, 14:
      stack.tcp.close(id, now: now)
      connections.remove(at: index)
    case 15:
      stack.tcp.abort(id, now: now)
      connections.remove(at: index)
    default: break
    }
  }

  // MARK: What has to hold

  /// Sends what is due, and looks at the invariants.
  mutating func settle() throws(BrokenInvariant) {
    try send()
    // What was due while the application slept is done when it wakes.
    while let deadline = stack.deadline, deadline <= now {
      stack.expire(now: now)
      try send()
    }
    try invariants.check(stack.tcp, now: now)
  }

  private mutating func send() throws(BrokenInvariant) {
    var count = 0
    var isBusy = true
    while isBusy {
      _ = [UInt8](capacity: stack.frameCapacity) { isBusy = stack.transmit(into: &$0, now: now) != nil }
      count += 1
      try BrokenInvariant.unless(count < Self.mostDatagrams, "it sends without an end")
    }
  }

  /// All is given up, and no peer answers any more: nothing may be left.
  mutating func end() throws(BrokenInvariant) {
    if let listener { stack.tcp.close(listener, now: now) }
    for id in connections { stack.tcp.abort(id, now: now) }
    try settle()
    var steps = 0
    while let deadline = stack.deadline {
      now = max(now, deadline)
      stack.expire(now: now)
      try settle()
      steps += 1
      try BrokenInvariant.unless(steps < 2_000, "it does not come to an end")
    }
    try BrokenInvariant.unless(stack.tcp.count == 0, "\(stack.tcp.count) connections are kept for ever")
  }
}
