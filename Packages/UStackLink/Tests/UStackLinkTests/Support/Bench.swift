import Glibc
import PacketCodec
import SocketKit
import Testing
import UStack
import UStackLink
import Wire

/// A stack and a kernel as the two stations of a link, in a network namespace of the test's own, both on its thread.
///
/// The kernel works whenever it is asked or a frame comes; the stack only when the bench turns: what is to be under way
/// at the same time is made to be by not turning.
final class Bench {
  static let kernel = IPv4Address(10, 7, 0, 1)
  static let stack = IPv4Address(10, 7, 0, 2)
  /// How long anything is waited for, nanoseconds.
  private let patience: Int64

  var driver: StackDriver
  /// What lies between the two, where it is more than a cable.
  let wire: ImpairedCable?
  private var hasMore = false
  private let frames: FrameCounts

  /// Frames that the stack saw and sent.
  final class FrameCounts {
    var received = 0
    var sent = 0
    /// Octets of the longest.
    var longestReceived = 0
    var longestSent = 0
  }

  /// Frames of the stack's so far.
  var sent: Int { frames.sent }
  var received: Int { frames.received }
  var longestReceived: Int { frames.longestReceived }
  var longestSent: Int { frames.longestSent }

  private init(
    _ cable: Cable, _ impairment: Impairment?, seed: UInt64, patience: Int64, admit: ((RawSpan) -> Bool)?
  ) throws {
    self.patience = patience * 1_000_000_000
    let device = try impairment == nil ? cable.lay() : cable.layInTwo()
    wire = try impairment.map { try ImpairedCable($0, seed: seed) }
    let station = try cable.station()
    let frames = FrameCounts()
    self.frames = frames
    var configuration = StackConfiguration(
      port: .ethernet(station), interface: InterfaceAddress(Self.stack, prefixLength: 24),
      secret: KeyedHash(key: 1, 2))
    if cable.takesWork {
      configuration.completesChecksums = true
      configuration.tcp.superFrameOctets = 65_000
    }
    driver = StackDriver(
      Stack(configuration, now: StackDriver.now), on: device, admit: admit,
      observe: { frame, direction in
        switch direction {
        case .received:
          frames.received += 1
          frames.longestReceived = max(frames.longestReceived, frame.byteCount)
        case .sent:
          frames.sent += 1
          frames.longestSent = max(frames.longestSent, frame.byteCount)
        }
      })
  }

  /// Performs a test on a bench of its own; the thread is back in its network behind it.
  ///
  /// - Parameters:
  ///   - impairment: what a wire in the middle does, each way, and the seed of it; nil for a cable that harms nothing.
  ///   - patience: seconds. On a machine that works, all takes milliseconds over a cable that harms nothing.
  static func run(
    _ cable: Cable, over impairment: Impairment? = nil, seed: UInt64 = 1, patience: Int64 = 10,
    admit: ((RawSpan) -> Bool)? = nil, _ body: (Bench) throws -> Void
  ) throws {
    try inOwnNetwork { try body(Bench(cable, impairment, seed: seed, patience: patience, admit: admit)) }
  }

  /// Performs something in a network that nobody else has.
  static func inOwnNetwork(_ body: () throws -> Void) throws {
    let home = try Namespace.current(.network)
    try Namespace.unshare([.network])
    // Who stays elsewhere would run others' tests there.
    defer { try! home.enter() }
    try body()
  }

  /// One turn of the stack: what came, what is due, what is to be sent.
  func turn() throws {
    var entry = pollfd(fd: driver.device.descriptorNumber, events: Int16(POLLIN), revents: 0)
    // The kernel's side may move on without a frame: it is looked at each millisecond.
    poll(&entry, 1, hasMore ? 0 : 1)
    try wire?.turn()
    hasMore = try driver.turn()
    while driver.stack.nextEvent() != nil {}
  }

  /// Turns until something is so.
  ///
  /// - Parameter condition: may ask either side for something, each time.
  func turn(until what: String, _ condition: () throws -> Bool) throws {
    let end = Timestamp.monotonicNow + patience
    while try !condition() {
      guard Timestamp.monotonicNow < end else { throw Impatience(what: what) }
      try turn()
    }
    try driver.flush()
  }

  /// Waits for the kernel alone, while the stack stands still.
  func stand(until what: String, _ condition: () throws -> Bool) throws {
    let end = Timestamp.monotonicNow + patience
    while try !condition() {
      guard Timestamp.monotonicNow < end else { throw Impatience(what: what) }
      poll(nil, 0, 1)
    }
  }
}

// MARK: - Connections

extension Bench {
  var now: Instant { StackDriver.now }

  static func kernelEnd(_ port: UInt16) -> SocketAddress { SocketAddress(IPAddress(10, 7, 0, 1), port: port) }
  static func stackEnd(_ port: UInt16) -> SocketAddress { SocketAddress(IPAddress(10, 7, 0, 2), port: port) }

  func state(_ id: ConnectionID) -> TCPStateName { driver.stack.tcp.state(of: id) }

  func listen(at port: UInt16, _ options: ConnectionOptions = ConnectionOptions()) throws -> ListenerID {
    try driver.stack.tcp.listen(at: TransportAddress(Self.stack, port), options: options)
  }

  func connect(
    to port: UInt16, from own: UInt16 = 0, _ options: ConnectionOptions = ConnectionOptions()
  ) throws -> ConnectionID {
    try driver.stack.tcp.connect(
      to: TransportAddress(Self.kernel, port), from: TransportAddress(Self.stack, own), options: options, now: now)
  }

  /// A connection that the kernel opened.
  ///
  /// - Parameter prepare: does something with the kernel's socket before that.
  func openedByKernel(
    _ options: ConnectionOptions = ConnectionOptions(), prepare: (borrowing StreamSocket) throws -> Void = { _ in }
  ) throws -> (stack: ConnectionID, kernel: KernelEnd) {
    let listener = try listen(at: 7, options)
    let socket = try StreamSocket(for: Self.stackEnd(7))
    try prepare(socket)
    _ = try socket.connect(to: Self.stackEnd(7))
    let kernel = KernelEnd(socket)
    var accepted: ConnectionID?
    try turn(until: "the kernel's connection") {
      accepted = accepted ?? driver.stack.tcp.accept(listener)?.connection
      return try accepted != nil && kernel.state() == .established
    }
    driver.stack.tcp.close(listener, now: now)
    return (try #require(accepted), kernel)
  }

  /// A connection that the stack opened.
  func openedByStack(_ options: ConnectionOptions = ConnectionOptions()) throws -> (
    stack: ConnectionID, kernel: KernelEnd
  ) {
    let listener = try ListeningSocket(on: Self.kernelEnd(9), backlog: 8)
    let id = try connect(to: 9, options)
    var kernel: KernelEnd?
    try turn(until: "the stack's connection") {
      if kernel == nil, let accepted = try listener.accept() { kernel = KernelEnd(accepted.intoSocket()) }
      return kernel != nil && state(id) == .established
    }
    return (id, try #require(kernel))
  }
}
