import Glibc
import SocketKit
import Testing

/// The test's own end of a connection: nonblocking, and told to wait where it should.
struct EchoPeer: ~Copyable {
  private let socket: StreamSocket

  /// How a stream can end.
  enum End { case endOfStream, reset }

  init(port: UInt16) throws {
    let address = SocketAddress(.loopback, port: port)
    let socket = try StreamSocket(for: address)
    if try socket.connect(to: address) == .inProgress {
      try #require(Self.wait(POLLOUT, on: socket.descriptor.rawValue), "no connection")
      if let error = try socket.pendingError() { throw error }
    }
    self.socket = socket
  }

  /// The end that `intoNumber` gave away.
  init(owning number: CInt) { socket = StreamSocket(owning: FileDescriptor(owning: number)) }

  /// The end that a listener of the test accepted.
  init(accepting listener: borrowing ListeningSocket) throws {
    try #require(Self.wait(POLLIN, on: listener.descriptor.rawValue), "nobody connects")
    guard let accepted = try listener.accept() else { throw Errno.wouldBlock }
    socket = accepted.intoSocket()
  }

  /// Waits for a poll(2) event.
  ///
  /// - Returns: false when it did not come in time.
  func wait(_ event: CInt, milliseconds: CInt = EchoProcess.patience) -> Bool {
    Self.wait(event, on: socket.descriptor.rawValue, milliseconds)
  }

  private static func wait(_ event: CInt, on descriptor: CInt, _ milliseconds: CInt = EchoProcess.patience) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    return poll(&entry, 1, milliseconds) > 0
  }

  /// Sends all.
  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ octets: [UInt8]) throws {
    var sent = 0
    while sent < octets.count {
      sent += try offer(octets[sent...])
      if sent < octets.count { try #require(wait(POLLOUT), "the peer takes nothing") }
    }
  }

  /// Sends one octet out of band (RFC 6093): urgent, and no part of the stream to who reads as echo-server does.
  func sendUrgent(_ octet: UInt8) throws {
    var octet = octet
    try #require(Glibc.send(socket.descriptor.rawValue, &octet, 1, CInt(MSG_OOB)) == 1)
  }

  /// Sends what the kernel takes now.
  func offer(_ octets: ArraySlice<UInt8>) throws -> Int { try socket.write(octets.span.bytes) }

  /// Reads until there are so many octets, or the end.
  func receive(_ count: Int) throws -> [UInt8] {
    var received: [UInt8] = []
    while received.count < count, let more = try receiveSome(count - received.count) { received += more }
    return received
  }

  func receiveText(_ count: Int) throws -> String { String(decoding: try receive(count), as: UTF8.self) }

  /// A peer to whom a text comes back; nil when it was turned away.
  static func echoed(_ text: String, port: UInt16) throws -> EchoPeer? { try answered(text, with: text, port: port) }

  /// A peer that gets an answer; nil when it was turned away, which may show as early as in its connect.
  static func answered(_ text: String, with answer: String, port: UInt16) throws -> EchoPeer? {
    do {
      let peer = try EchoPeer(port: port)
      try peer.send(text)
      guard try peer.receiveText(answer.utf8.count) == answer else { return nil }
      return peer
    } catch let error as Errno where error == .connectionReset || error == .brokenPipe {
      return nil
    }
  }

  /// Reads once, when there is something.
  ///
  /// - Returns: nil at the end.
  func receiveSome(_ limit: Int) throws -> [UInt8]? {
    while true {
      var octets = [UInt8](repeating: 0, count: limit)
      var span = octets.mutableSpan
      var room = span.mutableBytes
      switch try socket.read(into: &room) {
      case .octets(let count): return Array(octets[..<count])
      case .endOfStream: return nil
      case .notReady: try #require(wait(POLLIN), "the peer sends nothing")
      }
    }
  }

  /// Reads what comes until the stream ends.
  func receiveToEnd() throws -> (octets: [UInt8], end: End) {
    var received: [UInt8] = []
    do {
      while let more = try receiveSome(1 << 18) { received += more }
      return (received, .endOfStream)
    } catch let error as Errno where error == .connectionReset {
      return (received, .reset)
    }
  }

  /// FIN, with our reading side open.
  func halfClose() throws { try socket.shutdown(.writing) }

  /// Its descriptor's number, which is the caller's to close: for many at once.
  consuming func intoNumber() -> CInt { socket.intoDescriptor().release() }

  /// RST.
  consuming func abort() { socket.abort() }
}
