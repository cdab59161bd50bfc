import EventLoop
import SocketKit
import ToolKit

/// A connection whose two sides are closed one by one.
struct Session: ~Copyable {
  var loop: EventLoop
  let socket: StreamSocket
  let local: SocketAddress
  let remote: SocketAddress
  var socketWatch: Watch
  var output: Output?
  var passage: Passage
  var states = StateHistory()
  /// When it was connected: the loop's clock.
  let began: Int64
  /// Our FIN is sent.
  var isHalfClosed = false
  /// The server's FIN has come.
  var peerEnded = false
  /// Our reading side is closed, by `-r`.
  var isDeaf = false
  /// Nothing can change the connection any more: both FINs are acknowledged, or RST came.
  var isSettled = false
  /// The kernel has more to say about the socket than that it is ready: only a read tells.
  var isBroken = false
  /// Why nothing more can be written back. It is told here and not again: the next read would look like an end.
  var writeFailure: Errno?
  /// SIGTERM or SIGINT came.
  var isInterrupted = false
  /// A second signal, the end of the grace, or an output whose reader left: nothing more is waited for.
  var isOver = false
  /// Looks at the socket's state while that may change without a word.
  var look: TimerWheel.Timer?
  var backoff = Backoff()
  /// Why the answer is no, if it is.
  var complaint: String?
  let signals: SignalDescriptor
  let settings: Settings
  let report: Report

  enum Fixed {
    static let socket = Token.fixed(0)
    static let output = Token.fixed(1)
    static let signals = Token.fixed(2)
    static let writing = Token.fixed(3)
    static let reading = Token.fixed(4)
    static let look = Token.fixed(5)
    static let grace = Token.fixed(6)
  }

  init(
    _ socket: consuming StreamSocket, _ ends: (local: SocketAddress, remote: SocketAddress),
    _ output: consuming Output?, _ settings: Settings, _ report: Report
  ) throws(Errno) {
    // All that can fail first: a struct that owns cannot be left half made.
    var loop = try EventLoop()
    let signals = try SignalDescriptor([.interrupt, .terminate])
    try loop.poller.add(signals.descriptor, Fixed.signals, .readable)
    let socketWatch = try Watch(of: socket.descriptor, Fixed.socket, loop.poller)
    var output = output
    try output?.join(loop.poller, Fixed.output)
    for (timeout, token) in [(settings.writeTimeout, Fixed.writing), (settings.readTimeout, Fixed.reading)] {
      guard let timeout else { continue }
      _ = loop.timers.schedule(at: loop.now + timeout.wholeNanoseconds, token.rawValue)
    }
    began = loop.now
    passage = Passage(capacity: settings.buffer)
    local = ends.local
    remote = ends.remote
    self.socketWatch = socketWatch
    self.output = consume output
    self.settings = settings
    self.report = report
    self.signals = signals
    self.socket = socket
    self.loop = loop
  }
}
