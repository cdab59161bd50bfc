/// What a segment does to a connection's state: at most one thing, unless its sender contradicts itself.
///
/// Source: RFC 9293 §3.1 (control bits), §3.10.7.
public enum TCPControl: Hashable, Sendable {
  /// None of SYN, FIN, RST.
  case none
  /// SYN alone of the three.
  case synchronize
  /// FIN alone of the three.
  case finish
  /// RST alone of the three.
  case reset
  /// Two or three of them, which no TCP has reason to send; the flags tell which.
  case contradictory

  /// What these flags do.
  public init(_ flags: TCPFlags) {
    self =
      switch flags.intersection([.synchronize, .finish, .reset]) {
      case []: .none
      case .synchronize: .synchronize
      case .finish: .finish
      case .reset: .reset
      default: .contradictory
      }
  }
}
