public import EventLoop
public import SocketKit

/// Starts workers for the sockets of a port, replaces who dies, and ends them: the edge around a `Crew`.
///
/// It calls nobody. The owner asks what happened, one thing after the other, and says it:
///
///     while true {
///       switch try master.next() {
///       case .listening: …
///       case .over: return
///       }
///     }
///
/// A worker is this program again, from its own file, with the same arguments; it finds its place with `Post`. Start it
/// from the main thread, since the kernel takes a thread for the parent.
public struct Master: ~Copyable {
  /// What happened.
  public enum Notice: Sendable {
    /// Every worker lets connections in: told once.
    case listening
    /// A process runs for a station.
    case started(station: Int, pid: CInt)
    /// None could be started; it counts as a death.
    case notStarted(station: Int, ChildProcess.SpawnError)
    /// A process is gone, as it was asked to or not.
    case ended(station: Int, pid: CInt, ChildProcess.Ending)
    /// SIGUSR1: somebody wants to know.
    case tallyWanted
    /// Nobody is left: the last notice.
    case over(Crew.Outcome)
  }

  private var loop: EventLoop
  private var crew: Crew
  private var hands: SlotTable<Hand>
  private var notices: [Notice] = []
  /// Connections that were open when the worker that served them ended.
  public private(set) var unfinished = 0
  /// What those did who are gone.
  private var past = WorkerTally()
  /// Nil when nobody is to be let in any more.
  private var port: SharedPort?
  private let signals: SignalDescriptor
  private let program: Hand.Program
  private let grace: Int64
  private var alarm: (deadline: Int64, timer: TimerWheel.Timer)?

  /// The signals that a master answers: the two that end it, SIGHUP and SIGUSR1.
  public static let signals: [Signal] = [.interrupt, .terminate, .hangup, .user1]

  /// How many descriptors a process must be allowed to lead so many workers.
  ///
  /// For each the socket of its station, and the process, the channel and the counters of who serves there. Beside them five
  /// that every master has (the standard ones, a poller, signals), what one who relieves another adds, and what is open
  /// only while a process starts.
  ///
  /// - Parameter stations: 1 ...
  public static func descriptors(forStations stations: Int) -> Int { 4 * stations + 5 + 3 + 4 }

  private enum Fixed {
    static let signals = Token.fixed(0)
    static let alarm = Token.fixed(1)
  }

  /// Processes at once: relieved workers that do not come to an end are many before they are this many.
  private static let mostHands = 4096

  /// Messages of one worker in a turn. It has two to say; one that talks without end must not stop the others.
  private static let wordsPerTurn = 16

  /// Begins: the first notices tell who was started.
  ///
  /// - Parameters:
  ///   - port: a socket for each worker.
  ///   - name: argv's first of each worker, before its "[wrk1]".
  ///   - arguments: the rest of argv.
  ///   - signals: made of `Master.signals`.
  ///   - grace: how long what is open may take when the master is to end; below zero as zero, and longer than 292 years for
  ///     ever.
  public init(
    _ port: consuming SharedPort, name: String, arguments: [String], _ signals: consuming SignalDescriptor,
    grace: Duration
  ) throws(Errno) {
    let loop = try EventLoop()
    try loop.poller.add(signals.descriptor, Fixed.signals, .readable)
    crew = Crew(stations: port.count)
    hands = SlotTable(limit: Self.mostHands)
    program = Hand.Program(name: name, arguments: arguments)
    self.grace = grace.wholeNanoseconds
    self.loop = loop
    self.port = consume port
    self.signals = signals
    obey(crew.begin())
  }

  /// Waits until something happens.
  public mutating func next() throws(Errno) -> Notice {
    while notices.isEmpty { try turn() }
    return notices.removeFirst()
  }

  /// What each worker did that is running, in the order of stations, and what all did together since the start.
  public func tallies() -> (running: [(station: Int, pid: CInt, tally: WorkerTally)], sum: WorkerTally) {
    var running: [(station: Int, pid: CInt, tally: WorkerTally)] = []
    var sum = past
    for token in hands.places.compactMap({ hands.token(at: $0) }) {
      let tally = hands[token].tally
      running.append((hands[token].member.station, hands[token].child.pid, tally))
      sum += tally
    }
    return (running.sorted { ($0.station, $0.pid) < ($1.station, $1.pid) }, sum)
  }

  private mutating func turn() throws(Errno) {
    try setAlarm()
    for index in 0 ..< (try loop.wait()) {
      let token = loop.poller.event(at: index).token
      if hands.contains(token) {
        attend(token)
      } else if token == Fixed.signals {
        try takeSignals()
      }
    }
    while loop.expire() != nil {
      alarm = nil
      obey(crew.expire(now: loop.now))
    }
  }

  private mutating func takeSignals() throws(Errno) {
    while let signal = try signals.next() {
      switch signal {
      case .user1: notices.append(.tallyWanted)
      case .hangup: obey(crew.rollOver())
      default: obey(crew.close(now: loop.now, grace: grace))
      }
    }
  }

  private mutating func setAlarm() throws(Errno) {
    let deadline = crew.nextDeadline
    guard alarm?.deadline != deadline else { return }
    if let alarm { loop.timers.cancel(alarm.timer) }
    alarm = deadline.map { ($0, loop.timers.schedule(at: $0, Fixed.alarm.rawValue)) }
  }
}

extension Master {
  /// Does what the crew orders, and what it orders when that fails: in the order of its decisions, so that nobody is
  /// started who was told to end before.
  private mutating func obey(_ orders: [Crew.Order]) {
    var rest = orders[...]
    while let order = rest.popFirst() {
      switch order {
      case .start(let member): rest += start(member)
      case .retire(let member): withHand(of: member) { hand in Word.retire.say(on: hand.channel) }
      case .shut: port = nil
      case .terminate(let member): withHand(of: member) { hand in hand.child.send(.terminate) }
      case .kill(let member): withHand(of: member) { hand in hand.child.send(.kill) }
      case .announce: notices.append(.listening)
      case .finish(let outcome): notices.append(.over(outcome))
      }
    }
  }

  /// - Returns: what follows when it could not be started.
  private mutating func start(_ member: Member) -> [Crew.Order] {
    guard let listener = port?.descriptor(member.station - 1) else { preconditionFailure("the port is shut") }
    do throws(ChildProcess.SpawnError) {
      let hand = try Hand(member, program, listener: listener)
      let pid = hand.child.pid
      try employ(hand)
      notices.append(.started(station: member.station, pid: pid))
      return []
    } catch {
      notices.append(.notStarted(station: member.station, error))
      return crew.ended(member, now: loop.now)
    }
  }

  private mutating func employ(_ hand: consuming Hand) throws(ChildProcess.SpawnError) {
    guard !hands.isFull else { throw ChildProcess.SpawnError(step: "table", errno: .wouldBlock) }
    let token = hands.insert(hand)
    do throws(Errno) {
      // One token for both: what came is looked for on either.
      try loop.poller.add(hands[token].child.descriptor, token, .readable)
      try loop.poller.add(hands[token].channel, token, .readable)
    } catch {
      _ = hands.remove(token)
      throw ChildProcess.SpawnError(step: "epoll_ctl", errno: error)
    }
  }

  private mutating func attend(_ token: Token) {
    let member = hands[token].member
    listen(to: member, token)
    guard let ending = hands[token].child.ending() else { return }
    var tally = hands[token].tally
    unfinished += tally.open
    tally.open = 0
    past += tally
    notices.append(.ended(station: member.station, pid: hands[token].child.pid, ending))
    _ = hands.remove(token)
    obey(crew.ended(member, now: loop.now))
  }

  private mutating func listen(to member: Member, _ token: Token) {
    for _ in 0 ..< Self.wordsPerTurn {
      switch Word.hear(on: hands[token].channel) {
      case .word(.serving): obey(crew.serves(member))
      case .word(.relief): obey(crew.wantsRelief(member))
      case .word(.retire): continue
      case .nothing: return
      case .end:
        // The channel would be readable for ever. Its process is about to end; if not, it hears nothing any more.
        try? loop.poller.remove(hands[token].channel)
        return hands[token].child.send(.terminate)
      }
    }
  }

  private mutating func withHand(of member: Member, _ body: (borrowing Hand) -> Void) {
    for token in hands.places.compactMap({ hands.token(at: $0) }) where hands[token].member == member {
      body(hands[token])
    }
  }
}
