import EventLoop
import Glibc
import PacketCodec
import SocketKit
import ToolKit
import UStack
import UStackLink
import UStackTool

/// One connection, from its SYN to its end.
struct Session: ~Copyable {
  /// Octets moved at once.
  static let chunk = 64 << 10
  static let inputToken = Token.fixed(0)
  static let outputToken = Token.fixed(1)

  var host: StackHost
  let connection: ConnectionID
  let remote: TransportAddress
  let input: FileDescriptor
  var inputWatch: Watch
  let output: FileDescriptor
  var outputWatch: Watch
  /// What came and standard output has not taken; what follows it waits in the stack, whose window then closes.
  var inbound: ArraySlice<UInt8> = []
  var octetsIn = 0
  var octetsOut = 0
  var isConnected = false
  /// Our end was told.
  var isFinished = false
  /// The peer's end was read.
  var peerEnded = false
  /// Whoever read standard output left, or a second signal came.
  var isOver = false
  var rally: Rally?
  /// The moment by which a signal wants the end.
  var graceEnd: Int64?
  /// What is known of the connection, as long as it is.
  var information: UStack.TCPInformation?
  var trail: StateTrail
  let settings: Settings
  let report: Report

  init(to remote: TransportAddress, _ settings: Settings, _ report: Report) throws(Failure) {
    // All that can fail first: a struct that owns cannot be left half made.
    var host = try StackHost(settings.stack, port: 0, report)
    let local = TransportAddress(host.address.address, host.port ?? 0)
    let connection = try Self.connect(&host, from: local, to: remote, settings)
    let input = FileDescriptor(owning: STDIN_FILENO)
    let output = FileDescriptor(owning: STDOUT_FILENO)
    let inputWatch = try Self.watch(input, Self.inputToken, host.loop)
    let outputWatch = try Self.watch(output, Self.outputToken, host.loop)
    self.connection = connection
    self.inputWatch = inputWatch
    self.outputWatch = outputWatch
    rally = settings.pingPongs.map { Rally($0) }
    trail = StateTrail(of: FourTuple(local: local, remote: remote), from: .closed)
    self.remote = remote
    self.host = host
    self.input = input
    self.output = output
    self.settings = settings
    self.report = report
  }

  private static func connect(
    _ host: inout StackHost, from local: TransportAddress, to remote: TransportAddress, _ settings: Settings
  ) throws(Failure) -> ConnectionID {
    guard !host.address.isBroadcast(remote.address) else {
      throw Failure(.usage, "connect \(remote): \(TCPOpenError.invalidAddress.words)")
    }
    var options = settings.stack.connection
    options.noDelay = settings.pingPongs != nil
    do throws(TCPOpenError) {
      return try host.driver.stack.tcp.connect(to: remote, from: local, options: options, now: StackDriver.now)
    } catch {
      throw Failure(error == .invalidAddress ? .usage : .negative, "connect \(remote): \(error.words)")
    }
  }

  private static func watch(
    _ descriptor: borrowing FileDescriptor, _ token: Token, _ loop: borrowing EventLoop
  ) throws(Failure) -> Watch {
    do throws(Errno) {
      return try Watch(of: descriptor, token, loop.poller)
    } catch {
      throw Failure(errno: error, doing: "epoll")
    }
  }

  /// Moves octets until both ends are told, or the connection breaks. Whatever breaks it here, the peer is told.
  mutating func run() throws(Failure) -> ExitStatus {
    do throws(Failure) {
      return try converse()
    } catch {
      host.driver.stack.tcp.abort(connection, now: StackDriver.now)
      try? host.driver.flush()
      throw error
    }
  }

  private mutating func converse() throws(Failure) -> ExitStatus {
    while !isOver {
      try watch()
      try host.turn(until: graceEnd)
      while host.driver.stack.nextEvent() != nil {}
      while host.driver.stack.tcp.nextEvents() != nil {}
      try heed()
      noteProgress()
      try moveOut()
      try moveIn()
      noteProgress()
      if hasEnded { break }
    }
    return try end()
  }

  /// Whether the connection is over and all that came was taken.
  private var hasEnded: Bool {
    let state = host.driver.stack.tcp.state(of: connection)
    guard state == .closed || state == .timeWait else { return false }
    return inbound.isEmpty && (peerEnded || host.driver.stack.tcp.readable(connection) == 0)
  }

  /// What became of the connection, if it broke.
  private var breakage: CloseReason? {
    guard let reason = host.driver.stack.tcp.closeReason(of: connection), reason != .finished else { return nil }
    return reason
  }

  /// Signals: the first ends what we have to say, the second all.
  private mutating func heed() throws(Failure) {
    guard host.stops > 0 else { return }
    if graceEnd == nil {
      graceEnd = StackDriver.now.nanoseconds + Int64(settings.grace / .nanoseconds(1))
      finish()
    }
    // Where nothing is open, there is nothing to finish.
    if !isConnected || host.stops > 1 || StackDriver.now.nanoseconds >= graceEnd ?? .max { isOver = true }
  }

  private mutating func noteProgress() {
    if let known = host.driver.stack.tcp.information(connection) { information = known }
    let state = host.driver.stack.tcp.state(of: connection)
    trail.move(to: state, report)
    guard !isConnected, let ends = information?.ends else { return }
    guard state != .synSent, state != .synReceived, breakage == nil || octetsIn > 0 else { return }
    isConnected = true
    report.event("connected", [.text("local", ends.local), .text("remote", ends.remote)])
  }

  private mutating func end() throws(Failure) -> ExitStatus {
    let complaint = breakage
    // The peer's last segments are still to be acknowledged.
    try host.flush()
    host.driver.stack.tcp.abort(connection, now: StackDriver.now)
    try host.flush()
    if let rally { report.result("ping-pong", rally.fields) }
    guard isConnected else {
      // A signal, and nobody there.
      if let complaint { report.diagnose("connect \(remote): \(complaint.words)") }
      return .negative
    }
    report.event(
      "closed",
      [
        .integer("octets_out", octetsOut), .integer("octets_in", octetsIn),
        .integer("retransmitted", information?.retransmittedSegments ?? 0),
        .microseconds("rtt_us", nanoseconds: information?.roundTrip?.nanoseconds ?? 0),
      ])
    guard let complaint else { return .done }
    report.diagnose("\(remote): \(complaint.words)")
    return .negative
  }
}
