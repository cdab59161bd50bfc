import EventLoop
import Glibc
import SocketKit
import ToolKit

extension Session {
  /// A pipe that is writable takes this much without waiting (pipe(7), PIPE_BUF). It cannot be made nonblocking: the
  /// flag belongs to everybody who has the pipe.
  private static let pipeRoom = 4096

  /// Standard input to the socket.
  mutating func takeInput() throws(Failure) {
    guard outbound.isEmpty, !inputEnded else { return }
    do throws(Errno) {
      switch try outbound.fill(from: input) {
      case .notReady: return
      case .endOfStream: return endInput()
      case .octets: break
      }
    } catch {
      // No standard input at all is an empty one.
      if error.rawValue == EBADF { return endInput() }
      throw Failure(.inputOutput, "standard input: \(error)")
    }
    verifier?.sent(outbound.rest)
    sendRest()
  }

  /// The socket is writable: what is left goes out, then what a file has ready.
  mutating func send() throws(Failure) {
    if outbound.isEmpty, inputWatch.isAlwaysReady { return try takeInput() }
    sendRest()
  }

  private mutating func sendRest() {
    do throws(Errno) {
      let taken = try outbound.drain(into: socket)
      octetsOut += taken
      if taken > 0 { lastActive = loop.now }
      if inputEnded { endInput() }
    } catch {
      fail(error)
    }
  }

  /// Nothing more is sent: FIN, after what is left.
  mutating func endInput() {
    inputEnded = true
    guard outbound.isEmpty, !isHalfClosed, !isOver else { return }
    isHalfClosed = true
    report.verbose("half-closed", [.integer("octets_out", octetsOut)])
    do throws(Errno) {
      try socket.shutdown(.writing)
    } catch {
      fail(error)
    }
  }

  /// The socket to standard output, or to the lines.
  mutating func receive() throws(Failure) {
    guard inbound.isEmpty, !peerEnded else { return }
    do throws(Errno) {
      switch try inbound.fill(from: socket) {
      case .notReady: return
      case .endOfStream:
        peerEnded = true
        return
      case .octets(let count):
        octetsIn += count
        lastActive = loop.now
      }
    } catch {
      return fail(error)
    }
    verify()
    if let outputWatch {
      while outputWatch.isAlwaysReady, !inbound.isEmpty, !isOver { try deliver() }
      return
    }
    replies.received(inbound.rest)
    inbound.clear()
  }

  /// What came in to standard output.
  mutating func deliver() throws(Failure) {
    guard let outputWatch, !inbound.isEmpty else { return }
    do throws(Errno) {
      _ = try inbound.drain(into: output, limit: outputWatch.isAlwaysReady ? Parcel.size : Self.pipeRoom)
    } catch {
      // A reader that left ends the tool without a word.
      guard error != .brokenPipe else { return isOver = true }
      throw Failure(.inputOutput, "standard output: \(error)")
    }
  }

  private mutating func verify() {
    guard let mismatch = verifier?.received(inbound.rest) else { return }
    report.result(
      "mismatch",
      [
        .integer("offset", mismatch.offset), .octets("sent", mismatch.sent.map { [$0] } ?? []),
        .octets("received", [mismatch.received]),
      ])
    complaint = "what came back differs at octet \(mismatch.offset)"
    isOver = true
  }

  private mutating func fail(_ error: Errno) {
    complaint = "\(error): \(octetsIn) of \(octetsOut) octets came back"
    isOver = true
  }
}
