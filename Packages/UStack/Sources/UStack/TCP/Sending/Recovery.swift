internal import PacketCodec

/// Whether losses are being mended, and what is needed to end that, or to take it back.
///
/// Source: RFC 6675 §5; RFC 6582 §3.2; RFC 5681 §3.1.
enum Recovery: Hashable {
  /// Nothing is lost, as far as we know.
  case open
  /// Losses were told by acknowledgments and are mended at a proportional rate.
  case fast(Fast)
  /// A timeout: all is taken for lost and sent again in slow start.
  case timeout(Timeout)
  /// The network marked a segment: the window shrinks, nothing is sent again (RFC 3168 §6.1.2).
  case marked(Fast)

  /// A recovery without a timeout.
  struct Fast: Hashable {
    /// RecoveryPoint: all that was out when it began; when this is acknowledged, it ends.
    var point: SequenceNumber
    /// How the window shrinks.
    var rate: ProportionalRate
    /// What to go back to.
    var undo: Undo
  }

  /// A recovery after a timeout.
  struct Timeout: Hashable {
    /// All that was out at the timeout.
    var point: SequenceNumber
    /// What to go back to.
    var undo: Undo
    /// F-RTO: two acknowledgments that cannot come from retransmissions prove that the timeout was a mistake.
    var forwardStep: ForwardStep
  }

  /// The steps of F-RTO.
  ///
  /// Source: RFC 5682 §3.1 (SACK-enhanced).
  enum ForwardStep: Hashable {
    /// The oldest segment was sent again; its acknowledgment decides.
    case waiting
    /// It moved SND.UNA: new segments were sent, the next acknowledgment decides.
    case probing
    /// It was a true timeout.
    case done
  }

  /// What was before a reduction, should it turn out to be a mistake.
  struct Undo: Hashable {
    /// The window before.
    var window: CongestionWindow
    /// Whether the peer was still to be told of an earlier reduction.
    var owedWindowReduced: Bool
    /// When the first retransmission went out, by the clock of our timestamps; an echo of an earlier reading proves
    /// that the original arrived (Eifel, RFC 3522 §3.2). Nil until one went out.
    var firstRetransmission: UInt32?
    /// Retransmissions whose duplicate was not reported yet; at zero all were needless (RFC 2883 §5).
    var unaccounted = 0
  }

  /// True while a loss is mended.
  var isMending: Bool {
    switch self {
    case .open, .marked: false
    case .fast, .timeout: true
    }
  }

  /// What to go back to, or nil when nothing was reduced.
  var undo: Undo? {
    get {
      switch self {
      case .open: nil
      case .fast(let fast), .marked(let fast): fast.undo
      case .timeout(let timeout): timeout.undo
      }
    }
    set {
      guard let undo = newValue else { return }
      switch self {
      case .open: break
      case .fast(var fast): fast.undo = undo; self = .fast(fast)
      case .marked(var fast): fast.undo = undo; self = .marked(fast)
      case .timeout(var timeout): timeout.undo = undo; self = .timeout(timeout)
      }
    }
  }
}
