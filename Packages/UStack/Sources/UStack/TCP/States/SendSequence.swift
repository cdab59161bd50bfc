internal import PacketCodec

/// Where we are in the direction we send.
///
/// `next` is always the highest place sent: what is sent again is the scoreboard's business and moves nothing here.
///
/// Source: RFC 9293 §3.3.1, the SND variables.
struct SendSequence: Hashable {
  /// ISS: the place of our SYN.
  let initial: SequenceNumber
  /// SND.UNA: the oldest place not acknowledged.
  var unacknowledged: SequenceNumber
  /// SND.NXT: the next place to be sent.
  var next: SequenceNumber
  /// SND.WND: what the peer takes beyond `unacknowledged`, octets (32 bits inside, REC-1).
  var window: Int
  /// MAX.SND.WND: the largest window the peer ever offered (RFC 5961 §5.2, RFC 9293 §3.8.6.2.1).
  var largestWindow: Int
  /// SND.WL1: the sequence number of the segment that last set the window.
  var windowSequence: SequenceNumber
  /// SND.WL2: its acknowledgment number.
  var windowAcknowledgment: SequenceNumber

  /// Our SYN is sent, or about to be.
  init(initial: SequenceNumber) {
    self.initial = initial
    unacknowledged = initial
    next = initial + 1
    window = 0
    largestWindow = 0
    windowSequence = initial
    windowAcknowledgment = initial
  }

  /// Octets that are on their way, SYN and FIN counted.
  var outstanding: Int { next.distance(from: unacknowledged) }
  /// The first place the peer does not take.
  var windowEnd: SequenceNumber { unacknowledged + window }

  /// Takes the window of a segment unless an older one tries to undo a newer.
  ///
  /// A segment that acknowledges more was sent later, even when it is an old one sent again whose number is lower.
  ///
  /// - Returns: true when the window is another now.
  ///
  /// Source: RFC 9293 §3.10.7.4, fifth step, ESTABLISHED. Deviation: it compares acknowledgments only of segments with the
  /// same number, and so would count a window it had before from a place that has moved, as if it had been offered there.
  mutating func updateWindow(_ octets: Int, sequence: SequenceNumber, acknowledgment: SequenceNumber) -> Bool {
    guard !acknowledgment.precedes(unacknowledged) else { return false }
    let isNewer = windowAcknowledgment.precedes(acknowledgment) || !sequence.precedes(windowSequence)
    guard isNewer else { return false }
    windowSequence = sequence
    windowAcknowledgment = acknowledgment
    largestWindow = max(largestWindow, octets)
    defer { window = octets }
    return window != octets
  }
}
