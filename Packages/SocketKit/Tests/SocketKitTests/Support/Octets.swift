import SocketKit

/// What one read found, with its octets.
enum Found: Hashable {
  case text(String)
  case endOfStream
  case notReady

  /// Gives `read` a buffer of `room` octets and keeps what it leaves there.
  init(room: Int = 64, _ read: (inout MutableRawSpan) throws(Errno) -> ReadResult) throws(Errno) {
    var buffer = [UInt8](repeating: 0, count: room)
    var span = buffer.mutableSpan
    var bytes = span.mutableBytes
    switch try read(&bytes) {
    case .octets(let count): self = .text(String(decoding: buffer[..<count], as: UTF8.self))
    case .endOfStream: self = .endOfStream
    case .notReady: self = .notReady
    }
  }
}

extension FileDescriptor {
  borrowing func found(room: Int = 64) throws(Errno) -> Found {
    try Found(room: room) { (buffer: inout MutableRawSpan) throws(Errno) in try read(into: &buffer) }
  }

  /// What comes next.
  borrowing func next() throws(Errno) -> Found {
    try wait(until: .readable, self)
    return try found()
  }

  /// Everything up to the end, from a blocking descriptor.
  borrowing func textToEnd() throws(Errno) -> String {
    var text = ""
    while case .text(let more) = try found(room: 4096) { text += more }
    return text
  }

  borrowing func write(_ text: String) throws(Errno) -> Int { try write(Array(text.utf8).span.bytes) }
}

extension StreamSocket {
  /// What lies there now.
  borrowing func found(room: Int = 64) throws(Errno) -> Found {
    try Found(room: room) { (buffer: inout MutableRawSpan) throws(Errno) in try read(into: &buffer) }
  }

  /// What comes next.
  borrowing func next(room: Int = 64) throws(Errno) -> Found {
    try wait(until: .readable, descriptor)
    return try found(room: room)
  }

  /// The next `count` octets, however they are cut.
  borrowing func next(octets count: Int) throws(Errno) -> String {
    var text = ""
    while text.utf8.count < count, case .text(let more) = try next(room: count - text.utf8.count) { text += more }
    return text
  }

  borrowing func write(_ text: String) throws(Errno) -> Int { try write(Array(text.utf8).span.bytes) }

  borrowing func write(_ first: String, _ second: String) throws(Errno) -> Int {
    try write(Array(first.utf8).span.bytes, Array(second.utf8).span.bytes)
  }

  /// Writes until the send buffer takes no more.
  ///
  /// - Returns: octets taken.
  borrowing func fill() throws(Errno) -> Int {
    let chunk = [UInt8](repeating: 0x2E, count: 64 * 1024)
    var total = 0
    while true {
      let taken = try write(chunk.span.bytes)
      if taken == 0 { return total }
      total += taken
    }
  }
}
