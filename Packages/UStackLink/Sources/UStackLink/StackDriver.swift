public import SocketKit
public import UStack

/// Moves frames between a stack and a link, and tells the stack the time.
///
/// It waits for nothing: the owner waits until `deadline` or until the link is readable, and calls `turn`. After the
/// application asked the stack for something, `turn` sends what came of it.
///
/// Frames come and go in batches, so that a system call is shared by many, and what many segments ask for is answered
/// once.
public struct StackDriver: ~Copyable {
  /// Frames taken in a turn at most, so that a flood leaves time for timers and the application. Half of what one call can
  /// take: a sender that hears of 64 segments at once is slower than one that hears of 32, and of 16 again.
  public static let framesPerTurn = 32
  /// Super-frames taken or sent at once: more octets than that push each other out of the processor's second cache
  /// before they are copied.
  static let superFramesPerTurn = 8
  /// Octets in a batch that are enough, wherever they can be counted before: as many as so many super-frames.
  static let octetsPerTurn = superFramesPerTurn << 16
  /// Octets of a frame on average from which the next ones are taken for super-frames.
  static let superFrameOctets = 16_384
  /// Room for the longest frame: a datagram behind a tagged Ethernet header.
  static let roomOctets = 65_535 + 18

  /// The stack.
  public var stack: Stack
  /// The link.
  public let device: LinkDevice
  /// Says which frames of the link concern the stack.
  private let admit: ((RawSpan) -> Bool)?
  /// Told of each frame, before the stack takes it or after the link took it.
  private let observe: ((RawSpan, FrameDirection) -> Void)?
  private var input: LinkInput
  private var output = FrameBatch(roomOctets: roomOctets)
  /// Frames asked for the next time.
  private var appetite = framesPerTurn
  /// How far the output's first frame was cut, where the link stopped in the middle of it.
  private var cutter: FrameCutter?
  /// Octets in the output.
  private var outputOctets = 0
  /// Whether so many frames came in the last turn that their sender does not wait for an answer to each: the next are
  /// better taken many at a time, for it is slower when it hears of few.
  public private(set) var isBulk = false
  /// Frames in a turn that are many.
  static let bulkFrames = 4
  /// How often the link took no frame, for those who watch.
  public private(set) var stalls = 0

  /// A stack on a link.
  ///
  /// - Parameters:
  ///   - stack: as its maker configured it for this link.
  ///   - device: what carries its frames.
  ///   - admit: whether a frame that came is the stack's to see; nil for all.
  ///   - observe: told of each frame that the stack sees, and of each that the link took.
  public init(
    _ stack: consuming Stack, on device: consuming LinkDevice, admit: ((RawSpan) -> Bool)? = nil,
    observe: ((RawSpan, FrameDirection) -> Void)? = nil
  ) {
    input = LinkInput(of: device, roomOctets: Self.roomOctets)
    self.stack = stack
    self.device = device
    self.admit = admit
    self.observe = observe
  }

  /// The time the stack is told.
  public static var now: Instant { Instant(nanoseconds: Timestamp.monotonicNow) }

  /// When `turn` must be called at the latest: a moment of CLOCK_MONOTONIC, or nil when only a frame can matter.
  public var deadline: Int64? {
    output.count == 0 ? stack.deadline?.nanoseconds : Timestamp.monotonicNow + 1_000_000
  }

  /// Takes what came, does what is due, sends what is to be sent.
  ///
  /// - Returns: true when more may wait, so that the owner calls again soon.
  /// - Throws: what the link says when it is gone.
  @discardableResult
  public mutating func turn() throws(Errno) -> Bool {
    let hasMore = try take()
    try flush()
    return hasMore
  }

  /// Sleeps until `turn` has something to do, for who waits for nothing else.
  ///
  /// - Parameter moment: when to wake at the latest; nil for when the stack says.
  public borrowing func wait(until moment: Instant? = nil) throws(Errno) {
    let latest = [deadline, moment?.nanoseconds].compactMap(\.self).min()
    _ = try device.withDescriptor { descriptor throws(Errno) in try descriptor.waitUntilReadable(by: latest) }
  }

  /// Takes what came, and does what is due; what comes of it is sent by `flush`, once the application had its say: so its
  /// answer travels with the acknowledgment.
  ///
  /// - Returns: true when more may wait.
  public mutating func take() throws(Errno) -> Bool {
    let (admit, observe) = (admit, observe)
    let waiting = try input.fetch(from: device, atMost: appetite, untilOctets: Self.octetsPerTurn)
    let now = Self.now
    let taken = try input.lend(waiting, of: device, untilOctets: Self.octetsPerTurn) { frame, header in
      if let admit, !admit(frame) { return }
      observe?(frame, .received)
      stack.receive(frame, isChecked: header.isChecked, now: now)
    }
    stack.expire(now: now)
    isBulk = taken.frames > Self.bulkFrames
    let wasFull = taken.frames == appetite || taken.octets >= Self.octetsPerTurn
    if taken.frames > 0 {
      let isLong = taken.octets >= taken.frames * Self.superFrameOctets
      appetite = isLong ? Self.superFramesPerTurn : Self.framesPerTurn
    }
    return wasFull
  }

  /// Sends what is to be sent, until nothing is or the link takes no more.
  public mutating func flush() throws(Errno) {
    let now = Self.now
    var mayHaveMore = true
    repeat {
      while mayHaveMore, !output.isFull, outputOctets < Self.octetsPerTurn { mayHaveMore = writeFrame(now: now) }
      guard output.count > 0 else { return }
    } while try sendFrames() && mayHaveMore
  }

  /// - Returns: false when there was nothing to write.
  private mutating func writeFrame(now: Instant) -> Bool {
    output.append { frame in
      guard let sent = stack.transmit(into: &frame, now: now) else { return nil }
      outputOctets += sent.count
      return OffloadHeader(sent)
    }
  }

  /// - Returns: false when the link takes no more now.
  private mutating func sendFrames() throws(Errno) -> Bool {
    while output.count > 0 {
      guard try device.send(&output, &cutter, observe) else {
        stalls += 1
        return false
      }
    }
    outputOctets = 0
    return true
  }
}

extension OffloadHeader {
  /// What the stack left to the link.
  fileprivate init(_ frame: TransmittedFrame) {
    guard let work = frame.checksum else {
      self.init()
      return
    }
    self.init(
      checksumFrom: work.transportOffset, at: work.checksumOffset, headers: work.headerCount,
      segment: frame.segmentOctets)
  }
}
