import SocketKit

/// Where octets are while an event is handled: shared by all connections, because only one is handled at a time.
struct Buffers: ~Copyable {
  /// Where `LineEcho` writes.
  var reply: [UInt8] = []
  private let received: UnsafeMutableRawBufferPointer

  /// A read lands at the start of a page: an echo of 16 KiB takes a tenth more of the CPU when it lands in an array,
  /// whose octets begin behind a header, across cache lines.
  private static let alignment = 4096

  /// - Parameters:
  ///   - limit: the most octets that one read may make a connection owe.
  ///   - isLine: whether answers grow.
  init(limit: Int, isLine: Bool) {
    let room = isLine ? max(1, limit / LineEcho.growth) : limit
    received = .allocate(byteCount: room, alignment: Self.alignment)
    received.initializeMemory(as: UInt8.self, repeating: 0)
    if isLine { reply.reserveCapacity(limit) }
  }

  /// The most octets of one read.
  var room: Int { received.count }

  deinit { received.deallocate() }

  /// Reads once, over what was received before.
  func read(from socket: borrowing StreamSocket) throws(Errno) -> ReadResult {
    var room = MutableRawSpan(_unsafeBytes: received)
    return try socket.read(into: &room)
  }

  /// Lends the octets received last.
  func withReceived<Result>(_ count: Int, _ body: (RawSpan) throws(Errno) -> Result) throws(Errno) -> Result {
    try body(octets(count).bytes)
  }

  /// Puts into `reply` what answers them.
  mutating func answer(_ count: Int, _ lines: inout LineEcho) { lines.answer(octets(count), into: &reply) }

  private func octets(_ count: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: received[..<count]) }
}
