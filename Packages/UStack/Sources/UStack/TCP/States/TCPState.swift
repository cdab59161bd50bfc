internal import PacketCodec

/// The connection's place in the state diagram, with exactly the variables that exist there.
///
/// There is no window in SYN-SENT because there is nowhere to put one. LISTEN is not here: a listener is no connection.
/// What an event does in a state stands in the file of that state.
///
/// Source: RFC 9293 §3.3.2, figure 5.
enum TCPState: Hashable {
  /// No connection; `because` tells why it is no more.
  case closed(because: CloseReason)
  /// Our SYN is on its way.
  case synSent(SynSent)
  /// Both SYNs were seen, ours is not acknowledged.
  case synReceived(SynReceived)
  /// Data flows both ways.
  case established(Established)
  /// We finished; the peer does not know yet.
  case finWait1(FinWait1)
  /// We finished and the peer knows; it may go on.
  case finWait2(FinWait2)
  /// The peer finished; we may go on.
  case closeWait(CloseWait)
  /// Both finished at once; our FIN is not acknowledged.
  case closing(Closing)
  /// The peer finished first, then we; our FIN is not acknowledged.
  case lastAck(LastAck)
  /// All is acknowledged; old segments may still wander about.
  case timeWait(TimeWait)

  /// SYN-SENT knows only its own number.
  struct SynSent: Hashable {
    /// ISS, the place of our SYN.
    var initial: SequenceNumber
    /// Octets of text that left with our SYN (RFC 7413).
    var textCount = 0
  }

  /// SYN-RECEIVED knows who began.
  struct SynReceived: Hashable {
    /// Who began (MUST-11): a RST sends a passive open back to its listener and ends an active one.
    enum Origin: Hashable {
      /// A listener of ours answered the peer's SYN.
      case passive
      /// We sent a SYN, and a SYN came instead of an answer: both opened at once.
      case active
    }

    /// The variables of both directions.
    var flow: Flow
    /// Who began.
    var origin: Origin
    /// Octets of text that left with our SYN, when both opened at once (RFC 7413).
    var textCount = 0
    /// True once the application closed: FIN follows as soon as we are established.
    var isFinishing = false
  }

  /// ESTABLISHED: the variables of both directions.
  struct Established: Hashable { var flow: Flow }
  /// FIN-WAIT-1: the variables of both directions.
  struct FinWait1: Hashable { var flow: Flow }

  /// FIN-WAIT-2 may have an end.
  struct FinWait2: Hashable {
    /// The variables of both directions.
    var flow: Flow
    /// When the wait for a FIN ends, or nil while the application still reads.
    var until: Instant?
  }

  /// CLOSE-WAIT: the variables of both directions.
  struct CloseWait: Hashable { var flow: Flow }
  /// CLOSING: the variables of both directions.
  struct Closing: Hashable { var flow: Flow }
  /// LAST-ACK: the variables of both directions.
  struct LastAck: Hashable { var flow: Flow }

  /// TIME-WAIT has an end.
  struct TimeWait: Hashable {
    /// The variables of both directions.
    var flow: Flow
    /// When the connection may be forgotten.
    var until: Instant
  }
}

extension TCPState {
  /// The state's bare name.
  var name: TCPStateName {
    switch self {
    case .closed: .closed
    case .synSent: .synSent
    case .synReceived: .synReceived
    case .established: .established
    case .finWait1: .finWait1
    case .finWait2: .finWait2
    case .closeWait: .closeWait
    case .closing: .closing
    case .lastAck: .lastAck
    case .timeWait: .timeWait
    }
  }

  /// The variables of both directions, or nil before both SYNs were seen and after all.
  var flow: Flow? {
    get {
      switch self {
      case .closed, .synSent: nil
      case .synReceived(let state): state.flow
      case .established(let state): state.flow
      case .finWait1(let state): state.flow
      case .finWait2(let state): state.flow
      case .closeWait(let state): state.flow
      case .closing(let state): state.flow
      case .lastAck(let state): state.flow
      case .timeWait(let state): state.flow
      }
    }
    set {
      guard let flow = newValue else { return }
      switch self {
      case .closed, .synSent: break
      case .synReceived(var state): state.flow = flow; self = .synReceived(state)
      case .established(var state): state.flow = flow; self = .established(state)
      case .finWait1(var state): state.flow = flow; self = .finWait1(state)
      case .finWait2(var state): state.flow = flow; self = .finWait2(state)
      case .closeWait(var state): state.flow = flow; self = .closeWait(state)
      case .closing(var state): state.flow = flow; self = .closing(state)
      case .lastAck(var state): state.flow = flow; self = .lastAck(state)
      case .timeWait(var state): state.flow = flow; self = .timeWait(state)
      }
    }
  }
}
