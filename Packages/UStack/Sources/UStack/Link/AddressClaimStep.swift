/// The next thing to send for an address that is being claimed.
///
/// Source: RFC 5227 §2.1.1, §2.3.
enum AddressClaimStep: Hashable, Sendable {
  /// Ask whether someone has the address.
  case probe
  /// Nobody has it: it is ours; announce it for the first time.
  case claim
  /// Announce it again.
  case announce
  /// Nobody has it, and that was all there was to know.
  case leave
}
