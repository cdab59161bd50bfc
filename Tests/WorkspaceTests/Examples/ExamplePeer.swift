import SocketKit

/// A client of an example. Whatever it waits for comes within ten seconds, or is an error.
struct ExamplePeer: ~Copyable {
  private let socket: StreamSocket
  private static let patience: Int64 = 10_000_000_000

  init(to address: SocketAddress) throws {
    socket = try .connected(to: address, until: Timestamp.monotonicNow + Self.patience)
  }

  func write(_ octets: [UInt8]) throws {
    let taken = try socket.write(octets.span.bytes)
    guard taken == octets.count else { throw Errno.wouldBlock }
  }

  /// Writes until nothing is taken for a while.
  ///
  /// - Returns: what was.
  func writeAllThatIsTaken() throws -> [UInt8] {
    let chunk = (0 ..< 65_536).map { UInt8(truncatingIfNeeded: $0 ^ $0 >> 8) }
    var taken: [UInt8] = []
    while try socket.descriptor.waitUntilWritable(by: Timestamp.monotonicNow + 50_000_000) {
      taken += chunk[..<(try socket.write(chunk.span.bytes))]
    }
    return taken
  }

  func finish() throws { try socket.finish() }

  /// The next octets, so many.
  func read(_ count: Int) throws -> [UInt8] {
    var octets: [UInt8] = []
    while octets.count < count, let some = try next(atMost: count - octets.count) { octets += some }
    return octets
  }

  /// All that comes before the end.
  func readToEnd() throws -> [UInt8] {
    var octets: [UInt8] = []
    while let some = try next(atMost: 1 << 20) { octets += some }
    return octets
  }

  /// - Returns: nil at the end.
  private func next(atMost most: Int) throws -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: most)
    guard try socket.descriptor.waitUntilReadable(by: Timestamp.monotonicNow + Self.patience) else {
      throw Errno.timedOut
    }
    return if case .octets(let count) = try socket.read(into: &buffer) { Array(buffer[..<count]) } else { nil }
  }
}
