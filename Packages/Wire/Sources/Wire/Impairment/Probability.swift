/// How often chance says yes.
public struct Probability: Hashable, Sendable {
  /// Of 2⁵³ draws, how many say yes.
  private let threshold: UInt64

  /// One from a number.
  ///
  /// - Parameter value: 0, which never happens, ... 1, which always does.
  /// - Returns: nil outside that range.
  public init?(_ value: Double) {
    guard value >= 0, value <= 1 else { return nil }
    threshold = UInt64(value * Self.draws)
  }

  /// What never happens.
  public static let never = Probability(0)!
  /// What always happens.
  public static let always = Probability(1)!

  private static let draws = 0x1p53

  /// The number: 0 ... 1.
  public var value: Double { Double(threshold) / Self.draws }

  /// Whether a draw of 64 bits says yes.
  func holds(_ draw: UInt64) -> Bool { draw >> 11 < threshold }
}
