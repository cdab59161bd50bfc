import Glibc
import SocketKit

/// One connection, on a thread of its own.
struct Talk: ~Copyable {
  private static let answers = ["hi": "Hello", "hello": "Hi", "ping": "Pong", "foo": "Bar", "exit": "Bye"]

  private let socket: StreamSocket
  private let lie: Lie
  /// Octets of a line that is not whole yet.
  private var begun: [UInt8] = []

  init(_ socket: consuming StreamSocket, _ lie: Lie) {
    self.socket = socket
    self.lie = lie
  }

  /// Answers until the peer's end, or its `exit`.
  consuming func run() throws(Errno) {
    try socket.descriptor.setNonblocking(false)
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case .octets(let count) = try socket.read(into: &buffer) {
      for word in words(buffer[..<count]) {
        let answer = Self.answers[word] ?? "Unknown command: \(word)"
        _ = try socket.write(Array("server: \(answer)\n".utf8).span.bytes)
        guard word == "exit" else { continue }
        if lie == .exitEndsAll { _exit(0) }
        return
      }
    }
  }

  private mutating func words(_ octets: ArraySlice<UInt8>) -> [String] {
    func isSpace(_ octet: UInt8) -> Bool { octet == UInt8(ascii: " ") || octet == UInt8(ascii: "\n") }
    if lie == .segmentsAreWords {
      let word = octets.reversed().drop(while: isSpace).reversed()
      return [String(decoding: Array(word), as: UTF8.self)]
    }
    begun += octets
    guard let last = begun.last, isSpace(last) else { return [] }
    defer { begun = [] }
    return begun.split(whereSeparator: isSpace).map { String(decoding: $0, as: UTF8.self) }
  }
}
