import PacketCodec
import ToolKit
import UStack
import UStackLink
import UStackTool

extension Server {
  /// Moves what can be moved for one connection. It reads an octet only when there is room for its echo: a peer that does
  /// not read is not read from.
  mutating func serve(_ id: ConnectionID) {
    // Both are taken out while they are in use, so that the stack can be changed meanwhile.
    guard var guest = guests.removeValue(forKey: id) else { return }
    var chunk: [UInt8] = []
    swap(&chunk, &self.chunk)
    let now = host.now
    switch service {
    case .echo: echo(id, &guest, &chunk, now: now)
    case .sink: read(id, &guest, &chunk, now: now)
    case .source(let octets):
      send(id, &guest, upTo: octets, now: now)
      read(id, &guest, &chunk, now: now)
    }
    swap(&chunk, &self.chunk)
    if guest.hasEnded { finish(id, &guest, now: now) }
    let state = host.driver.stack.tcp.state(of: id)
    guest.trail.move(to: state, report)
    if state == .closed || state == .timeWait {
      end(id, guest, now: now)
    } else {
      if guest.hasEnded, guest.isFinished { leaving.insert(id) }
      guests[id] = guest
    }
  }

  private mutating func echo(_ id: ConnectionID, _ guest: inout Guest, _ chunk: inout [UInt8], now: Instant) {
    while case let room = host.driver.stack.tcp.room(id), room > 0 {
      let count = take(id, &guest, into: &chunk, atMost: room, now: now)
      guard count > 0 else { return }
      write(chunk.span.bytes.extracting(0 ..< count), to: id, &guest, now: now)
    }
  }

  private mutating func read(_ id: ConnectionID, _ guest: inout Guest, _ chunk: inout [UInt8], now: Instant) {
    while take(id, &guest, into: &chunk, atMost: Self.chunkOctets, now: now) > 0 {}
  }

  private mutating func send(_ id: ConnectionID, _ guest: inout Guest, upTo total: Int, now: Instant) {
    guard !guest.isFinished else { return }
    let pattern = Self.pattern
    while guest.octetsOut < total {
      let place = guest.octetsOut % Self.chunkOctets
      let octets = pattern.span.bytes.extracting(place ..< min(Self.chunkOctets, place + total - guest.octetsOut))
      guard write(octets, to: id, &guest, now: now) > 0 else { return }
    }
    finish(id, &guest, now: now)
  }

  /// Moves the next octets that came to the front of the chunk.
  ///
  /// - Returns: how many; 0 when none came.
  private mutating func take(
    _ id: ConnectionID, _ guest: inout Guest, into chunk: inout [UInt8], atMost room: Int, now: Instant
  ) -> Int {
    var result = TCP.ReadResult.nothing
    chunk.withUnsafeMutableBufferPointer { buffer in
      let place = UnsafeMutableBufferPointer(rebasing: buffer[..<min(room, Self.chunkOctets)])
      var output = OutputSpan(buffer: place, initializedCount: 0)
      result = host.driver.stack.tcp.read(id, into: &output, now: now)
      _ = output.finalize(for: place)
    }
    switch result {
    case .octets(let count):
      guest.octetsIn += count
      octetsIn += count
      return count
    case .end: guest.hasEnded = true
    case .nothing, .failed: break
    }
    return 0
  }

  @discardableResult
  private mutating func write(_ octets: RawSpan, to id: ConnectionID, _ guest: inout Guest, now: Instant) -> Int {
    let count = host.driver.stack.tcp.write(id, octets, now: now)
    guest.octetsOut += count
    octetsOut += count
    return count
  }

  /// Says that there is no more to come.
  mutating func finish(_ id: ConnectionID, _ guest: inout Guest, now: Instant) {
    guard !guest.isFinished else { return }
    guest.isFinished = true
    host.driver.stack.tcp.finish(id, now: now)
  }

  /// Forgets a connection that is over.
  private mutating func end(_ id: ConnectionID, _ guest: Guest, now: Instant) {
    let reason = host.driver.stack.tcp.closeReason(of: id) ?? .finished
    host.driver.stack.tcp.close(id, now: now)
    leaving.remove(id)
    tellEnd(of: guest, reason)
  }
}
