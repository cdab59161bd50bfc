import PacketCodec
import Testing

@testable import UStack

/// One host whose peer is played by hand, segment by segment, on a clock that the test moves.
///
/// Our numbers begin wherever the stack chose; the peer's just below the wrap, so that every test crosses it.
struct Scenario {
  static let ours = TransportAddress(IPv4Address(192, 168, 0, 1), 8080)
  static let theirs = TransportAddress(IPv4Address(192, 0, 2, 1), 40_000)
  static let peerStart = SequenceNumber(0xFFFF_FFF0)

  var tcp: TCP
  var now = Instant(nanoseconds: 5_000_000_000)
  var local = ours
  /// Where our numbers begin, known once a SYN of ours left.
  var ourStart = SequenceNumber(0)
  var listener: ListenerID?
  var connection: ConnectionID?
  /// Timestamps as the wire has them are relative to this.
  private var clockStart: UInt32?

  /// - Parameter linkMTU: octets of a datagram on our link.
  init(_ configuration: TCP.Configuration = TCP.Configuration(), linkMTU: Int = 1500) {
    tcp = TCP(configuration, secret: KeyedHash(key: 1, 2), linkMTU: linkMTU)
  }

  // MARK: The peer

  /// The peer sends this segment, and the network marks it or not (RFC 3168 §5).
  mutating func receive(_ line: String, isMarked: Bool = false) {
    let line = SegmentLine(line)
    let header = line.header(
      from: Self.peerStart, acknowledging: ourStart, ports: (Self.theirs.port, local.port))
    receive(header, payload: (0 ..< line.count).map { Self.octet(line.sequence + $0) }, isMarked: isMarked)
  }

  /// The octet of the peer's stream at a place: each place has its own, so that a test sees where text landed.
  static func octet(_ place: Int) -> UInt8 { UInt8(truncatingIfNeeded: place &* 31) }

  mutating func receive(_ header: TCPHeader, payload: [UInt8], isMarked: Bool = false) {
    let datagram = IPv4Header(
      source: Self.theirs.address, destination: local.address, protocol: .tcp,
      payloadCount: header.encodedCount + payload.count, typeOfService: isMarked ? 3 : 0)
    var header = header
    header.checksum = header.computedChecksum(payload: payload.span.bytes, PseudoHeader(datagram))
    let octets = [UInt8](capacity: header.encodedCount + payload.count) { output in
      header.encode(into: &output)
      for octet in payload { output.append(octet) }
    }
    tcp.receive(datagram, octets.span.bytes, now: now)
  }

  // MARK: Ours

  /// What left since this was asked last, a line each.
  ///
  /// - Parameters:
  ///   - window: whether lines say the window.
  ///   - options: whether they say the options.
  ///   - service: whether they say the IP header's type of service, the congestion bits among it.
  mutating func sent(window: Bool = false, options: Bool = false, service: Bool = false) -> [String] {
    var lines: [String] = []
    while let segment = tcp.transmit(now: now) {
      let header = segment.header
      if header.flags.contains(.synchronize) { ourStart = header.sequence }
      let first = header.sequence.distance(from: ourStart)
      var line = "\(SegmentLine.text(header.flags)) \(first):\(first + segment.payloadCount)(\(segment.payloadCount))"
      if let place = header.acknowledgment { line += " ack \(place.distance(from: Self.peerStart))" }
      if window { line += " win \(header.window)" }
      if header.urgentPointer != 0 { line += " urg \(header.urgentPointer)" }
      if service { line += " tos \(segment.typeOfService)" }
      if options { line += " <\(describe(header.options))>" }
      lines.append(line)
    }
    return lines
  }

  private mutating func describe(_ options: TCPOptions) -> String {
    options.readable.map { option in
      switch option {
      case .maximumSegmentSize(let count): return "mss \(count)"
      case .windowScale(let shift): return "wscale \(shift)"
      case .selectiveAcknowledgmentPermitted: return "sackOK"
      case .noOperation: return "nop"
      case .timestamps(let stamps):
        clockStart = clockStart ?? stamps.value
        return "TS val \(stamps.value &- clockStart!) ecr \(stamps.echoReply)"
      case .selectiveAcknowledgment(let blocks):
        return "sack "
          + blocks.map {
            "\($0.leftEdge.distance(from: Self.peerStart)):\($0.rightEdge.distance(from: Self.peerStart))"
          }.joined(separator: " ")
      case .fastOpenCookie, .other(FastOpenOption.experimentalKind, _):
        guard let fastOpen = FastOpenOption(in: TCPOptions([option])) else { return "kind \(option.kind)" }
        let digits = fastOpen.cookie.octets.array.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }
        return ([fastOpen.isExperimental ? "FOEXP" : "FO"] + (digits.isEmpty ? [] : [digits.joined()]))
          .joined(separator: " ")
      default: return "kind \(option.kind)"
      }
    }.joined(separator: ",")
  }

  // MARK: Time

  /// Lets time pass; what leaves on the way is collected with the moment it left, in milliseconds from now.
  mutating func pass(_ interval: Interval) -> [String] {
    let start = now
    let end = now + interval
    var lines: [String] = []
    while let deadline = tcp.deadline, deadline <= end {
      now = max(now, deadline)
      tcp.expire(now: now)
      lines += sent().map { "+\((now - start).milliseconds) \($0)" }
    }
    now = end
    return lines
  }

  // MARK: The application

  mutating func write(_ count: Int) -> Int {
    let octets = [UInt8](repeating: 7, count: count)
    return tcp.write(connection!, octets.span.bytes, now: now)
  }

  /// All that can be read now, and whether it is the end.
  mutating func read(_ most: Int = 1 << 20) -> (text: [UInt8], result: TCP.ReadResult) {
    var result = TCP.ReadResult.nothing
    let text = [UInt8](capacity: most) { result = tcp.read(connection!, into: &$0, now: now) }
    return (text, result)
  }

  /// All that happened to the connection since it was asked last.
  mutating func events() -> TCPEvents {
    var events: TCPEvents = []
    while let news = tcp.nextEvents() { events.formUnion(news.events) }
    return events
  }

  /// What the connection knows about itself.
  var information: TCPInformation { tcp.information(connection!)! }

  var state: TCPStateName { connection.map { tcp.state(of: $0) } ?? .closed }

  // MARK: Beginnings

  /// A listener, and nothing else.
  static func listening(
    backlog: Int = 8, options: ConnectionOptions = ConnectionOptions(),
    configuration: TCP.Configuration = TCP.Configuration()
  ) throws -> Scenario {
    var scenario = Scenario(configuration)
    scenario.listener = try scenario.tcp.listen(at: ours, backlog: backlog, options: options)
    return scenario
  }

  /// Our SYN has left.
  static func connecting(_ options: ConnectionOptions = plain) throws -> Scenario {
    var scenario = Scenario()
    scenario.connection = try scenario.tcp.connect(to: theirs, from: ours, options: options, now: scenario.now)
    _ = scenario.sent()
    return scenario
  }

  /// A connection that a peer opened and we accepted.
  ///
  /// - Parameters:
  ///   - options: ours.
  ///   - offer: the options of the peer's SYN.
  ///   - window: what the peer takes.
  ///   - configuration: of the table.
  static func established(
    _ options: ConnectionOptions = plain, offer: String = "<mss 1000>", window: Int = 65_535,
    configuration: TCP.Configuration = TCP.Configuration()
  ) throws -> Scenario {
    var scenario = try Scenario.listening(options: options, configuration: configuration)
    scenario.receive("S 0:0(0) win \(window) \(offer)")
    _ = scenario.sent()
    scenario.now = scenario.now + .milliseconds(100)
    let stamps = offer.contains("TS") && options.timestamps ? " <TS val 1 ecr 0>" : ""
    scenario.receive(". 1:1(0) ack 1 win \(window)\(stamps)")
    let accepted = scenario.tcp.accept(scenario.listener!)
    scenario.connection = try #require(accepted).connection
    return scenario
  }

  /// No options but the segment size, so that lines stay short.
  static var plain: ConnectionOptions {
    var options = ConnectionOptions()
    options.timestamps = false
    options.windowScaling = false
    options.receiveBuffer = .fixed(65_535)
    return options
  }
}
