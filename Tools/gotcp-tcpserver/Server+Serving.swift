import PacketCodec
import ToolKit
import UStack
import UStackLink
import UStackTool

extension Server {
  /// Moves what can be moved for one connection. It reads an octet only when there is room for its echo: a peer that does
  /// not read is not read from.
  mutating func serve(_ id: ConnectionID) {
    guard guests[id] != nil else { return }
    let now = StackDriver.now
    // Taken out while it is in use, so that the stack can be changed meanwhile.
    var chunk: [UInt8] = []
    swap(&chunk, &self.chunk)
    switch service {
    case .echo: echo(id, &chunk, now: now)
    case .sink: read(id, &chunk, now: now)
    case .source(let octets):
      send(id, upTo: octets, now: now)
      read(id, &chunk, now: now)
    }
    swap(&chunk, &self.chunk)
    if guests[id]?.hasEnded == true { finish(id, now: now) }
    look(at: id)
    end(id, now: now)
  }

  private mutating func echo(_ id: ConnectionID, _ chunk: inout [UInt8], now: Instant) {
    while case let room = host.driver.stack.tcp.room(id), room > 0 {
      let count = take(id, into: &chunk, atMost: room, now: now)
      guard count > 0 else { return }
      send(chunk.span.bytes.extracting(0 ..< count), to: id, now: now)
    }
  }

  private mutating func read(_ id: ConnectionID, _ chunk: inout [UInt8], now: Instant) {
    while take(id, into: &chunk, atMost: Self.chunkOctets, now: now) > 0 {}
  }

  private mutating func send(_ id: ConnectionID, upTo total: Int, now: Instant) {
    guard let guest = guests[id], !guest.isFinished else { return }
    let pattern = Self.pattern
    var sent = guest.octetsOut
    while sent < total {
      let place = sent % Self.chunkOctets
      let octets = pattern.span.bytes.extracting(place ..< min(Self.chunkOctets, place + total - sent))
      let count = send(octets, to: id, now: now)
      guard count > 0 else { return }
      sent += count
    }
    finish(id, now: now)
  }

  /// Moves the next octets that came to the front of the chunk.
  ///
  /// - Returns: how many; 0 when none came.
  private mutating func take(
    _ id: ConnectionID, into chunk: inout [UInt8], atMost room: Int, now: Instant
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
      guests[id]?.octetsIn += count
      octetsIn += count
      return count
    case .end: guests[id]?.hasEnded = true
    case .nothing, .failed: break
    }
    return 0
  }

  @discardableResult
  private mutating func send(_ octets: RawSpan, to id: ConnectionID, now: Instant) -> Int {
    let count = host.driver.stack.tcp.write(id, octets, now: now)
    guests[id]?.octetsOut += count
    octetsOut += count
    return count
  }

  /// Says that there is no more to come.
  mutating func finish(_ id: ConnectionID, now: Instant) {
    guard guests[id]?.isFinished == false else { return }
    guests[id]?.isFinished = true
    host.driver.stack.tcp.finish(id, now: now)
  }

  /// Forgets a connection that is over.
  private mutating func end(_ id: ConnectionID, now: Instant) {
    guard let guest = guests[id] else { return }
    let state = host.driver.stack.tcp.state(of: id)
    guard state == .closed || state == .timeWait else {
      if guest.hasEnded, guest.isFinished { leaving.insert(id) }
      return
    }
    let reason = host.driver.stack.tcp.closeReason(of: id) ?? .finished
    host.driver.stack.tcp.close(id, now: now)
    guests[id] = nil
    leaving.remove(id)
    tellEnd(of: guest, reason)
  }
}
