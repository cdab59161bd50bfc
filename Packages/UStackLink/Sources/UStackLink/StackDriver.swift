public import SocketKit
public import UStack

/// Moves frames between a stack and a link, and tells the stack the time.
///
/// It waits for nothing: the owner waits until `deadline` or until the link is readable, and calls `turn`. After the
/// application asked the stack for something, `turn` sends what came of it.
public struct StackDriver: ~Copyable {
  /// Frames taken in a turn at most, so that a flood leaves time for timers and the application.
  public static let framesPerTurn = 64
  /// Room for the longest frame: a super-frame and its headers.
  static let roomOctets = 65_536 + 64

  /// The stack.
  public var stack: Stack
  /// The link.
  public let device: LinkDevice
  /// Says which frames of the link concern the stack.
  private let admit: ((RawSpan) -> Bool)?
  /// Told of each frame, before the stack takes it or after the link took it.
  private let observe: ((RawSpan, FrameDirection) -> Void)?
  private var input = [UInt8](repeating: 0, count: roomOctets)
  /// A frame that the link did not take: it is offered again first.
  private var held: [UInt8]?
  /// Frames the link did not take at once, for those who watch.
  public private(set) var stalls = 0

  /// A stack on a link.
  ///
  /// - Parameters:
  ///   - admit: whether a frame that came is the stack's to see; nil for all.
  ///   - observe: told of each frame that the stack sees, and of each that the link took.
  public init(
    _ stack: consuming Stack, on device: consuming LinkDevice, admit: ((RawSpan) -> Bool)? = nil,
    observe: ((RawSpan, FrameDirection) -> Void)? = nil
  ) {
    self.stack = stack
    self.device = device
    self.admit = admit
    self.observe = observe
  }

  /// The time the stack is told.
  public static var now: Instant { Instant(nanoseconds: Timestamp.monotonicNow) }

  /// When `turn` must be called at the latest: a moment of CLOCK_MONOTONIC, or nil when only a frame can matter.
  public var deadline: Int64? { held == nil ? stack.deadline?.nanoseconds : Timestamp.monotonicNow + 1_000_000 }

  /// Takes what came, does what is due, sends what is to be sent.
  ///
  /// - Returns: true when more may wait, so that the owner calls again soon.
  /// - Throws: what the link says when it is gone.
  @discardableResult
  public mutating func turn() throws(Errno) -> Bool {
    let hasMore = try takeFrames()
    stack.expire(now: Self.now)
    try flush()
    return hasMore
  }

  private mutating func takeFrames() throws(Errno) -> Bool {
    // Taken out while it is lent, so that the stack can be changed meanwhile.
    var input: [UInt8] = []
    swap(&input, &self.input)
    defer { swap(&input, &self.input) }
    for _ in 0 ..< Self.framesPerTurn {
      var room = input.mutableSpan
      var octets = room.mutableBytes
      guard case .octets(let count) = try device.receive(into: &octets) else { return false }
      let frame = input.span.bytes.extracting(0 ..< count)
      if let admit, !admit(frame) { continue }
      observe?(frame, .received)
      stack.receive(frame, now: Self.now)
    }
    return true
  }

  /// Sends what is to be sent, until nothing is or the link takes no more.
  public mutating func flush() throws(Errno) {
    while let frame = held ?? nextFrame() {
      held = nil
      guard try device.send(frame.span.bytes) else {
        stalls += 1
        held = frame
        return
      }
      observe?(frame.span.bytes, .sent)
    }
  }

  private mutating func nextFrame() -> [UInt8]? {
    let now = Self.now
    var sent: TransmittedFrame?
    let capacity = stack.frameCapacity
    let frame = [UInt8](capacity: capacity) { sent = stack.transmit(into: &$0, now: now) }
    return sent == nil ? nil : frame
  }
}

/// Which way a frame went.
public enum FrameDirection: Hashable, Sendable {
  /// It came from the link.
  case received
  /// The link took it.
  case sent
}
