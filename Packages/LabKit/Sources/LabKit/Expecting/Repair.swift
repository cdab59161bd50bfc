internal import PacketCodec
internal import SocketKit

/// What became of one transmission that was lost: how its sender learned of it, and that it was sent again.
struct Repair: Sendable {
  /// The place of the first octet that was lost, counted from the SYN.
  var place: Int64
  /// Which transmission was lost, 1 ...
  var transmission: Int
  /// How often the segment was sent in all.
  var times: Int
  /// Acknowledgments between the loss and the repetition that still ask for a place at or before this one, and say what
  /// came behind it.
  var reports: Int
  /// From the transmission to the repetition, nanoseconds; nil when it was not sent again.
  var wait: Int64?
  /// Segments of any kind from the other end between the two.
  var heard: Int
  /// The transmission, what told of it, and the repetition.
  var evidence: [Evidence]

  /// How the sender knew.
  enum Reason: String {
    /// Three acknowledgments or more told of segments behind it.
    case duplicates = "by duplicate ACKs"
    /// Fewer did.
    case recent = "by recent ACKs"
    /// None did.
    case timer = "by a timer"
  }

  var reason: Reason { reports >= 3 ? .duplicates : reports > 0 ? .recent : .timer }

  /// As a person reads it: `1449 sent again after 20.3 ms by duplicate ACKs (7 with SACK)`.
  var text: String {
    guard let wait else { return "\(place) not sent again" }
    let told = reports > 0 ? " (\(reports) with SACK)" : ""
    return "\(place) sent again after \(Milliseconds.text(nanoseconds: wait)) ms \(reason.rawValue)\(told)"
  }

  /// The losses that a `wire` told of, on the sender's side of it.
  ///
  /// - Parameters:
  ///   - told: its events `dropped`.
  ///   - conversation: as captured between the sender and the wire.
  ///   - direction: which way the data went.
  static func all(_ told: [ToolEvent], in conversation: Conversation, _ direction: Direction) -> [Repair] {
    told.compactMap { event in
      guard event.text("kind") == "data", let place = event.integer("sequence"),
        let transmission = event.integer("transmission")
      else { return nil }
      return Repair(Int64(place), transmission, conversation.steps, direction)
    }
  }

  private init?(_ place: Int64, _ transmission: Int, _ steps: [ConversationStep], _ direction: Direction) {
    let sent = steps.indices.filter {
      steps[$0].direction == direction && steps[$0].sequence == place && steps[$0].segment.payloadCount > 0
    }
    guard transmission <= sent.count else { return nil }
    let lost = sent[transmission - 1]
    let again = transmission < sent.count ? sent[transmission] : nil
    let between = steps[(lost + 1) ..< (again ?? steps.count)].filter { $0.direction == direction.reversed }
    self.place = place
    self.transmission = transmission
    times = sent.count
    heard = between.count
    let telling = between.filter { step in
      !step.segment.header.options.selectiveAcknowledgment.isEmpty && (step.acknowledgment ?? .max) <= place
    }
    reports = telling.count
    evidence = ([steps[lost]] + telling + [again.map { steps[$0] }].compactMap(\.self)).evidence
    wait = again.map {
      Milliseconds.distance(from: steps[lost].monotonicNanoseconds, to: steps[$0].monotonicNanoseconds)
    }
  }
}
