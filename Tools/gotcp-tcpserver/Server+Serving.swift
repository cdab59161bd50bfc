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
    switch service {
    case .echo: echo(id, now: now)
    case .sink: read(id, now: now)
    case .source(let octets):
      send(id, upTo: octets, now: now)
      read(id, now: now)
    }
    if guests[id]?.hasEnded == true { finish(id, now: now) }
    look(at: id)
    end(id, now: now)
  }

  private mutating func echo(_ id: ConnectionID, now: Instant) {
    while case let room = host.driver.stack.tcp.room(id), room > 0 {
      guard let octets = take(id, atMost: room, now: now) else { return }
      send(octets.span.bytes, to: id, now: now)
    }
  }

  private mutating func read(_ id: ConnectionID, now: Instant) {
    while take(id, atMost: Self.chunk, now: now) != nil {}
  }

  private mutating func send(_ id: ConnectionID, upTo total: Int, now: Instant) {
    let pattern = Self.pattern
    while let guest = guests[id], !guest.isFinished {
      guard guest.octetsOut < total else { return finish(id, now: now) }
      let place = guest.octetsOut % Self.chunk
      let octets = pattern.span.bytes.extracting(place ..< min(Self.chunk, place + total - guest.octetsOut))
      guard send(octets, to: id, now: now) > 0 else { return }
    }
  }

  /// The next octets that came, or nil when none did.
  private mutating func take(_ id: ConnectionID, atMost room: Int, now: Instant) -> [UInt8]? {
    var result = TCP.ReadResult.nothing
    let octets = [UInt8](capacity: min(room, Self.chunk)) {
      result = host.driver.stack.tcp.read(id, into: &$0, now: now)
    }
    switch result {
    case .octets(let count):
      guests[id]?.octetsIn += count
      octetsIn += count
      return octets
    case .end: guests[id]?.hasEnded = true
    case .nothing, .failed: break
    }
    return nil
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
