/// What is said on a connection: octets whose place can be told from them, other ones each way.
enum Stream {
  /// Octets one side says at most.
  static let most = 1 << 18
  static let octets: [UInt8] = (0 ..< most * 2).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) }

  static func start(of side: Pair.Side) -> Int { side == .client ? 0 : most }
}
