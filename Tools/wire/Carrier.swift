import EventLoop
import SocketKit
import ToolKit
import Wire

/// Carries frames between two interfaces over an impaired link, until it is told to end.
struct Carrier: ~Copyable {
  /// Batches taken from one interface before the other has its turn.
  private static let batchesPerTurn = 4
  /// When an interface that took nothing is asked again, nanoseconds.
  private static let stallNanoseconds: Int64 = 1_000_000
  /// When an interface that is off is asked whether it is still there, nanoseconds.
  private static let offNanoseconds: Int64 = 100_000_000
  private static let firstToken = Token.fixed(0)
  private static let secondToken = Token.fixed(1)
  private static let signalToken = Token.fixed(2)

  private var first: Terminal
  private var second: Terminal
  private var link: ImpairedLink
  private var loop: EventLoop
  private let signals: SignalDescriptor
  private let report: Report
  private var isInterrupted = false

  init(_ settings: Settings, from: String, to: String, _ report: Report) throws(Failure) {
    let impairments = (try settings.impairment(.forward), try settings.impairment(.backward))
    let interfaces = (try Self.interface(from), try Self.interface(to))
    let longest = max(try Self.frameOctets(interfaces.0), try Self.frameOctets(interfaces.1))
    // All that can fail first: a struct that owns cannot be left half made.
    let first = try Self.terminal(interfaces.0, longest)
    let second = try Self.terminal(interfaces.1, longest)
    let signals = try Self.signals()
    let loop = try Self.loop(watching: first, second, signals)
    try Tool.renouncePrivileges()
    let seed = settings.seed ?? Int.random(in: 0 ... Int(Int32.max))
    link = ImpairedLink(
      forward: impairments.0, backward: impairments.1, seed: UInt64(seed),
      namesFrames: report.loudness == .verbose)
    self.first = first
    self.second = second
    self.signals = signals
    self.loop = loop
    self.report = report
    report.event("joined", [.text("from", from), .text("to", to), .integer("seed", seed)])
  }

  private static func signals() throws(Failure) -> SignalDescriptor {
    try Tool.attempt("signalfd") { () throws(Errno) in try SignalDescriptor([.interrupt, .terminate]) }
  }

  private static func loop(
    watching first: borrowing Terminal, _ second: borrowing Terminal, _ signals: borrowing SignalDescriptor
  ) throws(Failure) -> EventLoop {
    do throws(Errno) {
      let loop = try EventLoop(capacity: 4)
      try loop.poller.add(signals.descriptor, signalToken, .readable)
      try loop.poller.add(first.socket.descriptor, firstToken, .readable)
      try loop.poller.add(second.socket.descriptor, secondToken, .readable)
      return loop
    } catch {
      throw Failure(errno: error, doing: "epoll")
    }
  }

  private static func interface(_ name: String) throws(Failure) -> NetworkInterface {
    do throws(Errno) { return try NetworkInterface(named: name) } catch { throw Failure(errno: error, doing: name) }
  }

  /// The longest frame of an interface, with one tag of a VLAN.
  private static func frameOctets(_ interface: NetworkInterface) throws(Failure) -> Int {
    do throws(Errno) {
      return try interface.maximumTransmissionUnit() + 18
    } catch {
      throw Failure(errno: error, doing: interface.name)
    }
  }

  private static func terminal(_ interface: NetworkInterface, _ room: Int) throws(Failure) -> Terminal {
    do throws(Errno) {
      return try Terminal(interface, roomOctets: room)
    } catch {
      throw Failure(errno: error, doing: "packet socket on \(interface.name)", needs: "CAP_NET_RAW")
    }
  }

  /// Carries until SIGINT or SIGTERM.
  mutating func run() throws(Failure) {
    var hasMore = false
    while !isInterrupted {
      do throws(Errno) {
        try wait(hasMore)
        let firstHasMore = try offer(.forward)
        let secondHasMore = try offer(.backward)
        hasMore = firstHasMore || secondHasMore
        try deliver()
      } catch {
        throw Failure(errno: error, doing: "\(first.name), \(second.name)")
      }
    }
  }

  private mutating func wait(_ hasMore: Bool) throws(Errno) {
    try first.checkPresence()
    try second.checkPresence()
    let dues = [due(.forward, to: second), due(.backward, to: first)].compactMap(\.self)
    var moment = hasMore ? loop.now : dues.min()
    if first.isOff || second.isOff { moment = min(moment ?? .max, loop.now + Self.offNanoseconds) }
    for index in 0 ..< (try loop.wait(until: moment)) where loop.poller.event(at: index).token == Self.signalToken {
      while try signals.next() != nil { isInterrupted = true }
    }
  }

  /// When there is something to do for what goes one way.
  private func due(_ direction: LinkDirection, to terminal: borrowing Terminal) -> Int64? {
    terminal.isStalled ? loop.now + Self.stallNanoseconds : link.deadline(direction)
  }

  /// Takes what waits at one end.
  private mutating func offer(_ direction: LinkDirection) throws(Errno) -> Bool {
    for _ in 0 ..< Self.batchesPerTurn {
      let hasMore =
        switch direction {
        case .forward: try Self.offer(from: &first, direction, over: &link, to: &second, report)
        case .backward: try Self.offer(from: &second, direction, over: &link, to: &first, report)
        }
      if !hasMore { return false }
    }
    return true
  }

  private static func offer(
    from terminal: inout Terminal, _ direction: LinkDirection, over link: inout ImpairedLink, to other: inout Terminal,
    _ report: Report
  ) throws(Errno) -> Bool {
    // Read once the frames are here: one that came while we were not running must not pass for one that came before.
    var now: Int64?
    let hasMore = try terminal.take(report) { frame in
      let moment = now ?? Timestamp.monotonicNow
      now = moment
      let passage = link.offer(frame, direction, now: moment) { other.put($0) }
      if report.loudness == .verbose { passage.tell(report) }
    }
    try other.send()
    return hasMore
  }

  /// Hands over what has arrived, as far as the interfaces take it: neither waits for the other.
  private mutating func deliver() throws(Errno) {
    let now = Timestamp.monotonicNow
    try Self.deliver(.forward, of: &link, to: &second, now: now)
    try Self.deliver(.backward, of: &link, to: &first, now: now)
  }

  private static func deliver(
    _ direction: LinkDirection, of link: inout ImpairedLink, to terminal: inout Terminal, now: Int64
  ) throws(Errno) {
    while !terminal.isFull, let frame = link.take(now: now, direction) {
      _ = terminal.put(frame.span.bytes)
      if terminal.isFull { try terminal.send() }
    }
    try terminal.send()
  }

  /// Tells what each direction did.
  func tellSummary() {
    let missed = (first.missed(), second.missed())
    for direction in LinkDirection.allCases {
      let isForward = direction == .forward
      let ends = isForward ? (first.name, second.name) : (second.name, first.name)
      let (missed, refused) = isForward ? (missed.0, first.refused) : (missed.1, second.refused)
      let rejected = isForward ? second.rejected : first.rejected
      report.result(
        "summary",
        [.text("direction", direction.rawValue), .text("from", ends.0), .text("to", ends.1)]
          + link.statistics(direction).fields + [
            .integer("refused", refused), .integer("rejected", rejected), .integer("missed", missed),
          ])
    }
    guard missed.0 + missed.1 > 0 else { return }
    report.diagnose(
      "\(missed.0 + missed.1) frames came faster than they were taken, and are lost beyond what was asked for")
  }
}
