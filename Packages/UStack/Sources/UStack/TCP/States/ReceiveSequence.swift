internal import PacketCodec

/// Where we are in the direction the peer sends.
///
/// Source: RFC 9293 §3.3.1, the RCV variables.
struct ReceiveSequence: Hashable {
  /// IRS: the place of the peer's SYN.
  let initial: SequenceNumber
  /// RCV.NXT: the next place expected; what comes before it has been acknowledged or will be.
  var next: SequenceNumber
  /// The first place behind the window the peer was told. It never moves left (RFC 9293 §3.8.6, SHLD-14).
  var windowEnd: SequenceNumber

  /// The peer's SYN came, and it was or will be told this window.
  init(initial: SequenceNumber, window: Int) {
    self.initial = initial
    next = initial + 1
    windowEnd = next + window
  }

  /// RCV.WND, octets; zero when the window was overrun by a FIN.
  var window: Int { max(0, windowEnd.distance(from: next)) }

  /// True when a segment touches the window.
  ///
  /// A segment without text that stands just behind the window is taken too: a peer that has filled the window sends
  /// its acknowledgments from there. RFC 9293 would drop them, and with them the news that ends a loss. A RST has none.
  ///
  /// At a closed window text that stands where it should is taken too, and cut to nothing: its acknowledgment and its
  /// urgent pointer count.
  ///
  /// Source: RFC 9293 §3.10.7.4, first step (MUST-66); Deviation: the right edge, as in Linux and the BSDs.
  func isAcceptable(_ segment: IncomingSegment) -> Bool {
    let first = segment.sequence.distance(from: next)
    guard segment.count > 0 else { return first >= 0 && (segment.isReset ? first < window : first <= window) }
    guard window > 0 else { return first == 0 }
    let last = first + segment.count - 1
    return first < window && last >= 0
  }
}
