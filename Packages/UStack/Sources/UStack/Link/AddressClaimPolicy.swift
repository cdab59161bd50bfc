/// What the stack does on an Ethernet before and when it begins to use its address.
///
/// Source: RFC 5227 §2.1, §2.3.
public enum AddressClaimPolicy: Hashable, Sendable {
  /// Uses the address at once and says nothing.
  case silent
  /// Uses the address at once and tells everyone, so that caches that hold another station forget it.
  case announce
  /// Asks first whether someone has it, sends nothing until that is settled, then announces it. On a conflict the
  /// address is left to the other.
  case probe
  /// Asks as `probe` does, says what came of it, and uses the address for nothing, whoever has it.
  case inquire
}
