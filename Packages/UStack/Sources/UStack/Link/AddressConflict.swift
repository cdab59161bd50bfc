/// What to do about another station with the stack's address.
///
/// Source: RFC 5227 §2.4 (b).
enum AddressConflict: Hashable, Sendable {
  /// Announce the address once more: the other may yield.
  case defend
  /// Leave the address to the other: it was there before us, or defended itself within ten seconds.
  case lost
}
