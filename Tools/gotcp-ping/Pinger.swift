import PacketCodec
import SocketKit
import ToolKit
import UStack
import UStackLink
import UStackTool

/// Asks for echoes at their times, and tells what comes back.
struct Pinger: ~Copyable {
  private var host: StackHost
  private let settings: Settings
  private let destination: IPv4Address
  private let report: Report
  private let identifier = UInt16.random(in: 0 ... .max)
  private let payload: [UInt8]
  /// Echoes that are waited for, by number: when they were asked for, in the order of asking. The ends of `--interval` and
  /// `--timeout` leave room for 60,000, so that a number comes again only when its last one is over.
  private var waiting: [UInt16: Instant] = [:]
  private var order: ArraySlice<UInt16> = []
  private var tally = Tally()
  /// When the next echo is due.
  private var next: Instant

  init(_ settings: Settings, to destination: IPv4Address, _ report: Report) throws(Failure) {
    host = try StackHost(settings.stack, report)
    next = StackDriver.now
    self.settings = settings
    self.destination = destination
    self.report = report
    payload = (0 ..< settings.size).map { UInt8(truncatingIfNeeded: $0) }
  }

  /// Runs until all echoes are over, or a signal comes.
  ///
  /// - Returns: `.negative` when nothing came back.
  mutating func run() throws(Failure) -> ExitStatus {
    // What cannot even be sent may be the last: nothing would end the wait for it.
    try sendDue()
    while host.stops == 0, !isOver {
      try host.turn(until: deadline?.nanoseconds)
      while let event = host.driver.stack.nextEvent() { take(event) }
      giveUp()
      try sendDue()
    }
    try host.flush()
    report.result("summary", tally.fields)
    return tally.received > 0 ? .done : .negative
  }

  private var isOver: Bool { !isAsking && waiting.isEmpty }

  private var isAsking: Bool { tally.sent < settings.count ?? .max }

  private var timeout: Interval { Interval(nanoseconds: Int64(settings.timeout / .nanoseconds(1))) }

  private var deadline: Instant? {
    let oldest = order.first.flatMap { waiting[$0] }.map { $0 + timeout }
    return [isAsking ? next : nil, oldest].compactMap(\.self).min()
  }

  /// Asks for the one echo that is due. Those that a busy machine missed are not made up for.
  private mutating func sendDue() throws(Failure) {
    let now = StackDriver.now
    guard isAsking, next <= now else { return }
    next = now + Interval(nanoseconds: Int64(settings.interval / .nanoseconds(1)))
    tally.send()
    let sequence = UInt16(truncatingIfNeeded: tally.sent)
    let request = EchoRequest(
      to: destination, identifier: identifier, sequence: sequence, payload: payload,
      timeToLive: UInt8(settings.timeToLive), mayFragment: !settings.forbidsFragments)
    switch host.driver.stack.send(request) {
    case .queued:
      waiting[sequence] = now
      order.append(sequence)
    case .noRoute: throw Failure(.negative, "\(destination): no route leads there: give --gateway")
    case .tooLong: tellError(from: host.address.address, "longer than the link carries, and not to be cut", sequence)
    case .full: tellError(from: host.address.address, "the queue is full", sequence)
    }
  }

  private mutating func take(_ event: StackEvent) {
    switch event {
    case .echoReply(let reply) where reply.identifier == identifier: take(reply)
    case .echoFailure(let failure) where failure.identifier == identifier:
      guard forget(failure.sequence) != nil else { return }
      tellError(from: failure.error.reporter, "\(ICMPSummary(failure.error.message))", failure.sequence)
    default: break
    }
  }

  private mutating func take(_ reply: EchoReply) {
    // One that nobody waits for any more was told as lost, or came twice.
    guard let start = forget(reply.sequence) else { return }
    guard reply.payload == payload else {
      return tellError(from: reply.source, "other octets came back", reply.sequence)
    }
    let trip = (reply.time - start).nanoseconds
    tally.receive(after: trip)
    report.event(
      "reply",
      [
        .integer("octets", reply.payload.count + ICMPHeader.encodedCount), .text("from", reply.source),
        .integer("seq", reply.sequence), .integer("ttl", reply.timeToLive),
        .microseconds("rtt_us", nanoseconds: trip),
      ])
  }

  private func tellError(from source: IPv4Address, _ type: String, _ sequence: UInt16) {
    report.event("error", [.text("from", source), .text("type", type), .integer("seq", sequence)])
  }

  /// Gives up those that were waited for long enough.
  private mutating func giveUp() {
    let now = StackDriver.now
    while let sequence = order.first {
      guard let start = waiting[sequence] else {
        order.removeFirst()
        continue
      }
      guard start + timeout <= now else { return }
      _ = forget(sequence)
      order.removeFirst()
      report.event("timeout", [.integer("seq", sequence)])
    }
  }

  private mutating func forget(_ sequence: UInt16) -> Instant? { waiting.removeValue(forKey: sequence) }
}
