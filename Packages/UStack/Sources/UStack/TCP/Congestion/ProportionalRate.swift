/// How much may be sent for what arrives while a loss is mended, so that the window shrinks smoothly to the threshold.
///
/// Source: RFC 6937 §3.
struct ProportionalRate: Hashable {
  /// RecoverFS: octets in flight when the recovery began.
  private let initial: Int
  /// ssthresh.
  private let target: Int
  /// prr_delivered.
  private var delivered = 0
  /// prr_out.
  private var sent = 0

  /// A recovery begins.
  init(inFlight: Int, threshold: Int) {
    initial = max(1, inFlight)
    target = threshold
  }

  /// So many octets went out.
  mutating func send(_ octets: Int) { sent += octets }

  /// An acknowledgment came.
  ///
  /// - Parameters:
  ///   - octets: newly delivered.
  ///   - inFlight: pipe, after losses were marked.
  ///   - isSafe: it moved SND.UNA and told of no further loss.
  /// - Returns: octets of cwnd.
  mutating func window(delivered octets: Int, inFlight: Int, segment: Int, isSafe: Bool) -> Int {
    delivered += octets
    let allowed: Int
    if inFlight > target {
      allowed = (delivered * target + initial - 1) / initial - sent
    } else {
      // Conservative reduction bound; with slow-start growth while all goes well (RFC 6937 §3, CRB and SSRB).
      var limit = max(delivered - sent, octets)
      if isSafe { limit += segment }
      allowed = min(target - inFlight, limit)
    }
    // The first retransmission goes out whatever the sums say (RFC 6937 §3).
    return inFlight + max(allowed, sent == 0 ? segment : 0)
  }
}
