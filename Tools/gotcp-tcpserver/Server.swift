import PacketCodec
import SocketKit
import ToolKit
import UStack
import UStackLink
import UStackTool

/// Many connections on one port, each served as far as its peer takes what it gets.
struct Server: ~Copyable {
  private var host: StackHost
  private let report: Report
  private let grace: Int64
  private var listener: ListenerID?
  private var exchange: Exchange
  /// Those that were accepted and are not over.
  private var guests: [ConnectionID: Guest] = [:]
  private var accepted = 0
  /// Octets of those that are over.
  private var octetsIn = 0
  private var octetsOut = 0

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
    exchange = Exchange(service)
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
    guard report.loudness == .verbose else { return }
    for id in guests.keys { look(at: id) }
  }

  private mutating func accept(from listener: ListenerID) {
    while let (id, peer) = host.driver.stack.tcp.accept(listener) {
      accepted += 1
      let ends = FourTuple(local: TransportAddress(host.address.address, host.port ?? 0), remote: peer)
      guests[id] = Guest(peer: peer, trail: StateTrail(of: ends, from: .synReceived))
      // Text for nobody would be a twentieth of an opening's cost.
      if report.loudness != .quiet { report.event("accept", [.text("peer", peer)]) }
      serve(id)
    }
  }

  /// Nobody new; who is there comes to its end. A source has one of its own making: its peers are told that there will be
  /// no more, behind what was already for them.
  private mutating func stopAccepting() {
    let now = StackDriver.now
    if let listener { host.driver.stack.tcp.close(listener, now: now) }
    listener = nil
    guard exchange.isSource else { return }
    for id in guests.keys {
      serve(id)
      guests[id]?.finish(id, on: &host)
    }
  }

  /// Does for one connection what can be done, and forgets one that is over.
  private mutating func serve(_ id: ConnectionID) {
    guard let index = guests.index(forKey: id) else { return }
    exchange.serve(id, &guests.values[index], on: &host)
    let state = host.driver.stack.tcp.state(of: id)
    guests.values[index].trail.move(to: state, report)
    if state == .closed || state == .timeWait {
      end(id, guests.remove(at: index).value)
    }
  }

  private mutating func end(_ id: ConnectionID, _ guest: Guest) {
    let reason = host.driver.stack.tcp.closeReason(of: id) ?? .finished
    host.driver.stack.tcp.close(id, now: host.now)
    tellEnd(of: guest, reason)
  }

  /// Tells where a connection is.
  private mutating func look(at id: ConnectionID) {
    guests[id]?.trail.move(to: host.driver.stack.tcp.state(of: id), report)
  }

  private mutating func tellEnd(of guest: Guest, _ reason: CloseReason) {
    octetsIn += guest.octetsIn
    octetsOut += guest.octetsOut
    guard report.loudness != .quiet else { return }
    report.event(
      "close",
      [
        .text("peer", guest.peer), .integer("octets_in", guest.octetsIn), .integer("octets_out", guest.octetsOut),
        .text("reason", reason.words),
      ])
  }
}
