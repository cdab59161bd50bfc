/// How much of its address is the stack's.
enum AddressShare: Hashable, Sendable {
  /// All: the kernel does not have the address.
  case whole
  /// One port of an address that is the kernel's otherwise.
  case port(UInt16)
  /// No port: only what answers the stack's own questions.
  case answers
}
