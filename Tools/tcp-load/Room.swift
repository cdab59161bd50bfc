import Glibc
import SocketKit

/// Where octets land that come back: memory of its own, so that nobody has to ask whether somebody else looks at it.
struct Room: ~Copyable {
  private let octets: UnsafeMutableRawBufferPointer

  /// - Parameter count: the most octets of one read, 1 ...
  init(_ count: Int) {
    octets = .allocate(byteCount: count, alignment: 1)
    octets.initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit { octets.deallocate() }

  /// Reads once, over what was read before.
  borrowing func read(from socket: borrowing StreamSocket) throws(Errno) -> ReadResult {
    var span = MutableRawSpan(_unsafeBytes: octets)
    return try socket.read(into: &span)
  }

  /// One of the octets read last.
  subscript(index: Int) -> UInt8 { octets[index] }

  /// Where the first of them differ from others.
  ///
  /// - Parameters:
  ///   - count: how many are compared.
  ///   - place: where the others begin.
  /// - Returns: nil when they are the same.
  func difference(_ count: Int, from others: [UInt8], at place: Int) -> Int? {
    precondition(count <= octets.count && place + count <= others.count, "beyond the room or the others")
    let isSame = others.withUnsafeBytes { memcmp(octets.baseAddress!, $0.baseAddress! + place, count) == 0 }
    return isSame ? nil : (0 ..< count).first { octets[$0] != others[place + $0] }
  }
}
