/// What a sender makes of the acknowledgments it gets, under the kernel's names and numbers.
///
/// Source: tcp(7), TCP_INFO, tcpi_ca_state; enum tcp_ca_state in <linux/tcp.h>.
public enum CongestionState: UInt8, Hashable, Sendable, CaseIterable {
  /// Nothing is amiss.
  case open
  /// Duplicate or selective acknowledgments: loss or reordering, not decided yet.
  case disorder
  /// The window is being reduced without a loss, as after an ECN mark or a full local queue.
  case congestionWindowReduced
  /// A loss was found by acknowledgments; fast retransmission goes on.
  case recovery
  /// A retransmission timeout: everything sent counts as lost.
  case loss
}

extension CongestionState: CustomStringConvertible {
  /// The kernel's word in small letters: "open", "disorder", "cwr", "recovery", "loss".
  public var description: String {
    switch self {
    case .open: "open"
    case .disorder: "disorder"
    case .congestionWindowReduced: "cwr"
    case .recovery: "recovery"
    case .loss: "loss"
    }
  }
}
