internal import PacketCodec
public import SocketKit

/// The segments of one connection, both ways, in the order in which they passed.
public struct Conversation: Hashable, Sendable {
  /// The end that sent the SYN; the sender of the first segment when no SYN was seen.
  public let client: SocketAddress
  /// The other end.
  public let server: SocketAddress
  /// The segments.
  public private(set) var steps: [ConversationStep] = []

  private var firstHeaders: [Direction: TCPHeader] = [:]
  private var origins: [Direction: SequenceOrigin] = [:]
  private var sent: [Direction: SentRanges] = [:]
  private var lastAcknowledgment: [Direction: (place: Int64, window: UInt16)] = [:]

  /// A conversation that begins with this segment.
  init(openedBy segment: Segment) {
    let answers = segment.header.flags.isSuperset(of: [.synchronize, .acknowledgment])
    client = answers ? segment.destination : segment.source
    server = answers ? segment.source : segment.destination
  }

  /// The steps that went one way.
  public func steps(_ direction: Direction) -> [ConversationStep] { steps.filter { $0.direction == direction } }

  /// The first FIN of all, whoever sent it.
  public var firstFinish: ConversationStep? { steps.first { $0.segment.header.flags.contains(.finish) } }

  /// The segment that completed the handshake: the client's first acknowledgment of the server's SYN.
  public var completion: ConversationStep? {
    steps.first { step in
      step.direction == .toServer && step.acknowledgment ?? 0 >= 1 && !step.segment.header.flags.contains(.reset)
    }
  }

  /// Octets of payload that went one way, each place counted once however often it was sent.
  public func payloadOctets(_ direction: Direction) -> Int {
    var (end, count): (Int64, Int64) = (.min, 0)
    for step in steps(direction).sorted(by: { $0.sequence < $1.sequence }) {
      let stop = step.payloadPlace + Int64(step.segment.payloadCount)
      count += max(0, stop - max(step.payloadPlace, end))
      end = max(end, stop)
    }
    return Int(count)
  }

  /// Whether this segment opens the four-tuple anew: a SYN from an end that began this one otherwise.
  ///
  /// The first that an end sends belongs here even if it is a SYN behind the other's: both opened at once (RFC 9293
  /// §3.5), or the capture saw the answer before the question.
  func isReopened(by segment: Segment) -> Bool {
    guard segment.header.control == .synchronize, segment.header.acknowledgment == nil,
      let first = firstHeaders[direction(of: segment)]
    else { return false }
    return first.control != .synchronize || first.sequence != segment.header.sequence
  }

  /// Takes the next segment of this four-tuple.
  mutating func append(_ segment: Segment, at monotonicNanoseconds: Int64, packetNumber: Int) {
    let direction = direction(of: segment)
    if firstHeaders[direction] == nil { firstHeaders[direction] = segment.header }
    let sequence = place(of: segment.header.sequence, direction, isInitial: segment.header.control == .synchronize)
    let acknowledgment = segment.header.acknowledgment.map { number in
      place(of: number, direction.reversed, isInitial: false)
    }
    var step = ConversationStep(
      monotonicNanoseconds: monotonicNanoseconds, packetNumber: packetNumber, direction: direction, segment: segment,
      sequence: sequence, acknowledgment: acknowledgment, marks: [])
    mark(&step)
    steps.append(step)
  }

  /// The same without what was sent again: a program that has to answer in time, and is not run in time, is asked twice.
  var withoutRetransmissions: Conversation {
    var conversation = self
    conversation.steps.removeAll { $0.marks.contains(.retransmission) }
    return conversation
  }

  private func direction(of segment: Segment) -> Direction { segment.source == client ? .toServer : .toClient }

  private mutating func place(of number: SequenceNumber, _ direction: Direction, isInitial: Bool) -> Int64 {
    if origins[direction] == nil {
      origins[direction] = SequenceOrigin(initial: isInitial ? number : number + -1)
    }
    return origins[direction]!.place(of: number)
  }

  private mutating func mark(_ step: inout ConversationStep) {
    let header = step.segment.header
    let count = step.segment.sequenceCount
    var ranges = sent[step.direction, default: SentRanges()]
    // An octet that the other end lacks is no probe but one sent again.
    let isNeeded = count > 0 && lastAcknowledgment[step.direction.reversed, default: (0, 0)].place <= step.sequence
    if header.control == .none, count <= 1, !isNeeded, step.sequence == ranges.end - 1 {
      step.marks.insert(.probe)
    } else if count > 0 {
      switch ranges.insert(step.sequence ..< step.sequence + Int64(count)) {
      case .new: break
      case .late: step.marks.insert(.outOfOrder)
      case .repeated: step.marks.insert(.retransmission)
      }
      sent[step.direction] = ranges
    }
    guard header.control != .reset else { return }
    if header.window == 0 { step.marks.insert(.zeroWindow) }
    guard let place = step.acknowledgment else { return }
    if count == 0, !step.marks.contains(.probe), let last = lastAcknowledgment[step.direction],
      last == (place, header.window)
    {
      step.marks.insert(.duplicateAcknowledgment)
    }
    lastAcknowledgment[step.direction] = (place, header.window)
  }
}

extension Conversation {
  /// Two conversations are one when they have the same ends and the same steps: the rest follows from these.
  public static func == (left: Conversation, right: Conversation) -> Bool {
    left.client == right.client && left.server == right.server && left.steps == right.steps
  }

  /// Feeds the ends and the steps.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(client)
    hasher.combine(server)
    hasher.combine(steps)
  }
}
