/// The octets of a conversation's payload, put together from its segments.
public struct StreamPair: Hashable, Sendable {
  /// From the client.
  public var toServer: [UInt8]
  /// From the server.
  public var toClient: [UInt8]

  /// The most octets kept of each direction: enough to compare an experiment's traffic, not to record a download.
  public static let octetsMax = 64 * 1024 * 1024

  /// A pair of streams.
  public init(toServer: [UInt8] = [], toClient: [UInt8] = []) {
    self.toServer = toServer
    self.toClient = toClient
  }

  /// Where the two differ first: the place of an octet that is not the same or is missing in one; nil when they do
  /// not differ.
  public var firstDifference: Int? {
    if let place = zip(toServer, toClient).enumerated().first(where: { $1.0 != $1.1 })?.offset { return place }
    return toServer.count == toClient.count ? nil : min(toServer.count, toClient.count)
  }

  /// Puts a segment's payload in its place. Behind a hole or beyond the limit it is left out, and so is what follows.
  ///
  /// - Parameter place: of its first octet, counted from the SYN, which has 0.
  mutating func append(_ payload: ArraySlice<UInt8>, at place: Int64, _ direction: Direction) {
    switch direction {
    case .toServer: Self.append(payload, at: place, to: &toServer)
    case .toClient: Self.append(payload, at: place, to: &toClient)
    }
  }

  private static func append(_ payload: ArraySlice<UInt8>, at place: Int64, to stream: inout [UInt8]) {
    let start = Int(clamping: place &- 1)
    guard 0 ... stream.count ~= start, start <= octetsMax - payload.count else { return }
    stream.append(contentsOf: payload.dropFirst(stream.count - start))
  }
}
