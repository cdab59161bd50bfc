/// What a client says, and what the server makes of it.
enum Message {
  /// The longest request that the server reads, octets: more than a client of ours says. Whoever says more has come to the
  /// wrong server.
  static let limit = 64

  private static let acknowledgment = Array("acknowledged ".utf8)

  /// A client's request, which no other has.
  static func request(_ client: Int) -> [UInt8] { Array("client \(client)\n".utf8) }

  /// The answer to a request.
  static func answer(to request: [UInt8]) -> [UInt8] { acknowledgment + request }

  /// Whether a request is whole.
  static func isWhole(_ request: [UInt8]) -> Bool { request.last == UInt8(ascii: "\n") }
}
