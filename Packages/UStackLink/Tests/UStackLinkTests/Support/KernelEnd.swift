import SocketKit

/// The kernel's end of a connection.
final class KernelEnd {
  private let socket: StreamSocket
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)
  /// Whether the peer's end was read.
  private(set) var isAtEnd = false

  init(_ socket: consuming StreamSocket) { self.socket = socket }

  func state() throws -> TCPSocketState { try socket.information().state }
  func information() throws -> TCPInformation { try socket.information() }
  func localPort() throws -> UInt16 { try socket.localAddress().port }
  func pendingError() throws -> Errno? { try socket.pendingError() }

  /// Says that no more comes.
  func finish() throws { try socket.finish() }

  /// Closing it will be a reset.
  func setAbortive() throws { try socket.set(.linger, to: .seconds(0)) }

  /// Takes what came and checks that it goes on as the pattern does.
  ///
  /// - Parameter place: how much came before.
  /// - Returns: how much came now.
  func take(_ pattern: Pattern, from place: Int) throws -> Int {
    var count = 0
    while !isAtEnd {
      switch try socket.read(into: &buffer) {
      case .octets(let more):
        try pattern.check(buffer[..<more], from: place + count)
        count += more
      case .endOfStream: isAtEnd = true
      case .notReady: return count
      }
    }
    return count
  }

  /// Gives what the pattern has from there on, as much as the kernel takes.
  func give(_ pattern: Pattern, from place: Int, upTo total: Int) throws -> Int {
    var count = 0
    while place + count < total {
      let taken = try socket.write(pattern.piece(from: place + count, atMost: total - place - count).span.bytes)
      guard taken > 0 else { return count }
      count += taken
    }
    return count
  }
}
