import PacketCodec

/// The stack's right to its address on the link: won by probing, told by announcing, kept by defending.
///
/// Times are the RFC's constants, by their names.
///
/// Source: RFC 5227 §1.1, §2.
struct AddressClaim: Sendable {
  static let probeWait = Interval.seconds(1)
  static let probeCount = 3
  static let probeMinimum = Interval.seconds(1)
  static let probeMaximum = Interval.seconds(2)
  static let announceWait = Interval.seconds(2)
  static let announceCount = 2
  static let announceInterval = Interval.seconds(2)
  static let defendInterval = Interval.seconds(10)

  /// How far the claim is.
  enum State: Hashable, Sendable {
    /// Asking; nobody may hear the address from us as a sender.
    case probing(sent: Int, next: Instant)
    /// Ours, and being told.
    case announcing(sent: Int, next: Instant)
    /// Ours.
    case held
    /// Another station's, or none of ours.
    case lost
  }

  private(set) var state: State
  private let isInquiry: Bool
  private var lastConflict: Instant?

  init(_ policy: AddressClaimPolicy, now: Instant, random: inout RandomSource) {
    isInquiry = policy == .inquire
    state =
      switch policy {
      case .silent: .held
      case .announce: .announcing(sent: 0, next: now)
      case .probe, .inquire: .probing(sent: 0, next: now + random.interval(from: .zero, through: Self.probeWait))
      }
  }

  /// True while the stack may send from its address and answer for it.
  var isUsable: Bool {
    switch state {
    case .announcing, .held: true
    case .probing, .lost: false
    }
  }

  /// When `expire` has work.
  var deadline: Instant? {
    switch state {
    case .probing(_, let next), .announcing(_, let next): next
    case .held, .lost: nil
    }
  }

  /// What is to be sent now; nil when nothing is due.
  mutating func expire(now: Instant, random: inout RandomSource) -> AddressClaimStep? {
    guard let deadline, deadline <= now else { return nil }
    switch state {
    case .probing(let sent, _) where sent < Self.probeCount:
      let wait =
        sent + 1 < Self.probeCount
        ? random.interval(from: Self.probeMinimum, through: Self.probeMaximum) : Self.announceWait
      state = .probing(sent: sent + 1, next: now + wait)
      return .probe
    case .probing where isInquiry:
      state = .lost
      return .leave
    case .probing:
      state = .announcing(sent: 1, next: now + Self.announceInterval)
      return .claim
    case .announcing(let sent, _):
      state = sent + 1 < Self.announceCount ? .announcing(sent: sent + 1, next: now + Self.announceInterval) : .held
      return .announce
    case .held, .lost:
      return nil
    }
  }

  /// What follows when a packet shows that another station uses the address, or is probing for it as we are.
  ///
  /// - Parameter isProbe: the other only asks for the address; that concerns us while we ask too.
  mutating func conflict(isProbe: Bool, now: Instant) -> AddressConflict? {
    switch state {
    case .probing:
      state = .lost
      return .lost
    case .announcing, .held:
      guard !isProbe else { return nil }
      defer { lastConflict = now }
      if let lastConflict, now - lastConflict < Self.defendInterval {
        state = .lost
        return .lost
      }
      return .defend
    case .lost:
      return nil
    }
  }
}
