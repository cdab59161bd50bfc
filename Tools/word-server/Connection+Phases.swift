import EventLoop
import SocketKit

extension Connection {
  /// One phase.
  ///
  /// - Returns: nil when the next can follow at once.
  mutating func advance(_ buffer: inout [UInt8]) throws(Errno) -> Step? {
    switch phase {
    case .pausing: return settings.delayRead.map { .pauses($0) }
    case .hearing: return try hear(&buffer)
    case .answering: return answer()
    case .delaying: return settings.delayWrite.map { .pauses($0) }
    case .replying(let reply): return begin(reply)
    case .sending(let consequence): return try send(consequence)
    case .leaving: return try leave(&buffer)
    }
  }

  /// A pause is over.
  mutating func resume() {
    switch phase {
    case .pausing: phase = .hearing
    case .delaying(let reply): phase = .replying(reply)
    default: break
    }
  }

  private mutating func hear(_ buffer: inout [UInt8]) throws(Errno) -> Step? {
    switch try socket.read(into: &buffer) {
    case .notReady: return .waits(.readable)
    case .octets(let count): dialogue.hear(buffer[..<count])
    case .endOfStream:
      peerEnded = true
      dialogue.hearEnd()
    }
    phase = .answering
    return nil
  }

  private mutating func answer() -> Step? {
    guard let reply = dialogue.next() else {
      if peerEnded { return .ended(.endOfStream) }
      phase = settings.delayRead == nil ? .hearing : .pausing
      // It would only learn that there is nothing: level-triggered readiness tells.
      return settings.delayRead == nil ? .waits(.readable) : nil
    }
    phase = settings.delayWrite == nil ? .replying(reply) : .delaying(reply)
    return nil
  }

  private mutating func begin(_ reply: Dialogue.Reply) -> Step? {
    owed = reply.lines
    owedFrom = 0
    phase = .sending(reply.consequence)
    return reply.consequence == .poison ? .poisons : nil
  }

  private mutating func send(_ consequence: Dialogue.Consequence) throws(Errno) -> Step? {
    owedFrom += try socket.write(owed.span.bytes.extracting(droppingFirst: owedFrom))
    guard owedFrom == owed.count else { return .waits(.writable) }
    owed = []
    phase = .answering
    guard consequence == .farewell else { return nil }
    phase = .leaving
    try socket.shutdown(.writing)
    return .leaves
  }

  private mutating func leave(_ buffer: inout [UInt8]) throws(Errno) -> Step? {
    // One read a turn: a peer that does not stop talking must not hold the others up.
    guard case .endOfStream = try socket.read(into: &buffer) else { return .waits(.readable) }
    return .ended(.farewell)
  }
}
