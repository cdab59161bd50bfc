/// The colours that tools use, as a terminal's own palette has them, so that they suit its background.
///
/// Source: ECMA-48 §8.3.117 (SGR).
public enum Paint: Int, Hashable, Sendable {
  /// What stands out.
  case bold = 1
  /// What may be overlooked.
  case dim = 2
  /// No, failed, reset.
  case red = 31
  /// Yes, passed.
  case green = 32
  /// Odd.
  case yellow = 33
  /// From here to there.
  case blue = 34
  /// From there to here.
  case cyan = 36
}
