import SocketKit

/// Octets on their way from one descriptor to another: the next are read when all of these were taken.
struct Parcel {
  /// Octets of one read.
  static let size = 64 * 1024

  private var octets = [UInt8](repeating: 0, count: size)
  private var range = 0 ..< 0

  /// Whether all of it was taken.
  var isEmpty: Bool { range.isEmpty }

  /// What was not taken yet.
  var rest: ArraySlice<UInt8> { octets[range] }

  /// Reads from a socket; only when empty.
  mutating func fill(from socket: borrowing StreamSocket) throws(Errno) -> ReadResult {
    var span = octets.mutableSpan
    var room = span.mutableBytes
    return filled(try socket.read(into: &room))
  }

  /// Reads from a file, a pipe or a terminal; only when empty.
  mutating func fill(from file: borrowing FileDescriptor) throws(Errno) -> ReadResult {
    var span = octets.mutableSpan
    var room = span.mutableBytes
    return filled(try file.read(into: &room))
  }

  /// Writes to a socket.
  ///
  /// - Returns: octets taken.
  mutating func drain(into socket: borrowing StreamSocket) throws(Errno) -> Int {
    taken(try socket.write(octets.span.bytes.extracting(range)))
  }

  /// Writes to a file, a pipe or a terminal.
  ///
  /// - Parameter limit: the most octets to offer.
  /// - Returns: octets taken.
  mutating func drain(into file: borrowing FileDescriptor, limit: Int) throws(Errno) -> Int {
    taken(try file.write(octets.span.bytes.extracting(range).extracting(first: min(limit, range.count))))
  }

  /// Drops what is left, when nobody wants it any more.
  mutating func clear() { range = 0 ..< 0 }

  private mutating func filled(_ result: ReadResult) -> ReadResult {
    if case .octets(let count) = result { range = 0 ..< count }
    return result
  }

  private mutating func taken(_ count: Int) -> Int {
    range = range.lowerBound + count ..< range.upperBound
    return count
  }
}
