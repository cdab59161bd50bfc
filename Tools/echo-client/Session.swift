import EventLoop
import Glibc
import SocketKit
import ToolKit

/// A connection with both its directions, from the first octet to the peer's end.
struct Session: ~Copyable {
  var loop: EventLoop
  let socket: StreamSocket
  var socketWatch: Watch
  let input: FileDescriptor
  var inputWatch: Watch
  let output: FileDescriptor
  /// Nil when replies are printed as events, and standard output is the report's.
  var outputWatch: Watch?
  var replies: Replies
  var verifier: Verifier?
  var outbound = Parcel()
  var inbound = Parcel()
  var octetsOut = 0
  var octetsIn = 0
  /// When octets last moved on the connection.
  var lastActive: Int64
  /// Nothing more is read from standard input.
  var inputEnded = false
  /// SIGTERM or SIGINT came.
  var isInterrupted = false
  /// Our FIN is sent.
  var isHalfClosed = false
  /// The kernel has more to say about the socket than that it is ready: only a read tells.
  var isBroken = false
  /// The peer's FIN has come.
  var peerEnded = false
  /// A signal, a timeout, RST or a mismatch: nothing more is waited for.
  var isOver = false
  /// Why the answer is no, if it is.
  var complaint: String?
  let signals: SignalDescriptor
  let settings: Settings
  let report: Report

  enum Fixed {
    static let socket = Token.fixed(0)
    static let input = Token.fixed(1)
    static let output = Token.fixed(2)
    static let signals = Token.fixed(3)
    static let silence = Token.fixed(4)
    static let grace = Token.fixed(5)
  }

  init(_ socket: consuming StreamSocket, _ settings: Settings, _ report: Report) throws(Errno) {
    // All that can fail first: a struct that owns cannot be left half made.
    var loop = try EventLoop()
    let signals = try SignalDescriptor([.interrupt, .terminate])
    try loop.poller.add(signals.descriptor, Fixed.signals, .readable)
    let input = FileDescriptor(owning: STDIN_FILENO)
    let output = FileDescriptor(owning: STDOUT_FILENO)
    let inputWatch = try Watch(of: input, Fixed.input, loop.poller)
    let socketWatch = try Watch(of: socket.descriptor, Fixed.socket, loop.poller)
    let isRaw = settings.isRaw || settings.isVerifying
    let outputWatch = isRaw ? try Watch(of: output, Fixed.output, loop.poller) : nil
    if let timeout = settings.timeout {
      _ = loop.timers.schedule(at: loop.now + Int64(timeout / .nanoseconds(1)), Fixed.silence.rawValue)
    }
    lastActive = loop.now
    self.inputWatch = inputWatch
    self.socketWatch = socketWatch
    self.outputWatch = outputWatch
    replies = Replies(report)
    verifier = settings.isVerifying ? Verifier() : nil
    self.settings = settings
    self.report = report
    self.signals = signals
    self.input = input
    self.output = output
    self.socket = socket
    self.loop = loop
  }
}
