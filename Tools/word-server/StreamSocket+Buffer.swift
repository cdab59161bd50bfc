import SocketKit

extension StreamSocket {
  /// Reads to the start of a buffer.
  borrowing func read(into buffer: inout [UInt8]) throws(Errno) -> ReadResult {
    var span = buffer.mutableSpan
    var room = span.mutableBytes
    return try read(into: &room)
  }
}
