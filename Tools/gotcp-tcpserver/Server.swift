import PacketCodec
import SocketKit
import ToolKit
import UStack
import UStackLink
import UStackTool

/// Many connections on one port, each served as far as its peer takes what it gets.
struct Server: ~Copyable {
  /// Octets moved at once.
  static let chunkOctets = 64 << 10

  var host: StackHost
  let service: Settings.Service
  let report: Report
  /// Those that were accepted and are not over.
  var guests: [ConnectionID: Guest] = [:]
  /// Of them, those that both sides have finished, whose last segments are on their way.
  var leaving: Set<ConnectionID> = []
  var accepted = 0
  var octetsIn = 0
  var octetsOut = 0
  private var listener: ListenerID?
  private let grace: Int64
  /// What is read lies here until it is sent on.
  var chunk = [UInt8](repeating: 0, count: chunkOctets)
  /// What `--source` sends, over and over.
  static let pattern = (0 ..< chunkOctets).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

  init(_ settings: Settings, _ report: Report) throws(Failure) {
    let service = try settings.service()
    var host = try StackHost(settings.stack, port: UInt16(settings.port), report)
    let end = TransportAddress(host.address.address, host.port ?? 0)
    do throws(TCPOpenError) {
      listener = try host.driver.stack.tcp.listen(
        at: end, backlog: settings.backlog, options: settings.stack.connection)
    } catch {
      throw Failure(.system, "listen \(end): \(error.words)")
    }
    report.event("listening", [.text("address", end.address), .integer("port", end.port)])
    self.service = service
    self.host = host
    self.report = report
    grace = Int64(settings.grace / .nanoseconds(1))
  }

  /// Serves until a signal comes, and then until all that is open is over, or the grace is. Whatever ends it otherwise, the
  /// peers are told.
  mutating func run() throws(Failure) -> ExitStatus {
    do throws(Failure) {
      return try serve()
    } catch {
      for id in guests.keys { host.driver.stack.tcp.abort(id, now: StackDriver.now) }
      try? host.driver.flush()
      throw error
    }
  }

  private mutating func serve() throws(Failure) -> ExitStatus {
    while host.stops == 0 { try turn(until: nil) }
    stopAccepting()
    let end = StackDriver.now.nanoseconds + grace
    while host.stops == 1, !guests.isEmpty, StackDriver.now.nanoseconds < end { try turn(until: end) }
    for (id, guest) in guests {
      host.driver.stack.tcp.abort(id, now: StackDriver.now)
      tellEnd(of: guest, .aborted)
    }
    try host.flush()
    report.result(
      "stopped",
      [.integer("accepted", accepted), .integer("octets_in", octetsIn), .integer("octets_out", octetsOut)])
    return .done
  }

  private mutating func turn(until moment: Int64?) throws(Failure) {
    try host.turn(until: moment)
    while host.driver.stack.nextEvent() != nil {}
    while let listener = host.driver.stack.tcp.nextListener() { accept(from: listener) }
    while let (id, _) = host.driver.stack.tcp.nextEvents() { serve(id) }
    // Their last steps are no events of the application's.
    for id in leaving { serve(id) }
    guard report.loudness == .verbose else { return }
    for id in guests.keys { look(at: id) }
  }

  private mutating func accept(from listener: ListenerID) {
    while let (id, peer) = host.driver.stack.tcp.accept(listener) {
      accepted += 1
      let ends = FourTuple(local: TransportAddress(host.address.address, host.port ?? 0), remote: peer)
      guests[id] = Guest(peer: peer, trail: StateTrail(of: ends, from: .synReceived))
      report.event("accept", [.text("peer", peer)])
      serve(id)
    }
  }

  /// Nobody new; who is there is told that there will be no more, behind what was already for it.
  private mutating func stopAccepting() {
    let now = StackDriver.now
    if let listener { host.driver.stack.tcp.close(listener, now: now) }
    listener = nil
    for id in guests.keys {
      serve(id)
      guard var guest = guests[id] else { continue }
      finish(id, &guest, now: now)
      guests[id] = guest
    }
  }

  /// Tells where a connection is.
  mutating func look(at id: ConnectionID) {
    guests[id]?.trail.move(to: host.driver.stack.tcp.state(of: id), report)
  }

  func tellEnd(of guest: Guest, _ reason: CloseReason) {
    report.event(
      "close",
      [
        .text("peer", guest.peer), .integer("octets_in", guest.octetsIn), .integer("octets_out", guest.octetsOut),
        .text("reason", reason.words),
      ])
  }
}
