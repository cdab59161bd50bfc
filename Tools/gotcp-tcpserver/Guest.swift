import UStack
import UStackLink
import UStackTool

/// A connection, seen from the service.
struct Guest {
  let peer: TransportAddress
  var octetsIn = 0
  var octetsOut = 0
  /// The peer's end was read.
  var hasEnded = false
  /// We have no more to say.
  private(set) var isFinished = false
  var trail: StateTrail

  init(peer: TransportAddress, trail: StateTrail) {
    self.peer = peer
    self.trail = trail
  }

  /// - Returns: octets there was room for.
  @discardableResult
  mutating func write(_ octets: RawSpan, to id: ConnectionID, on host: inout StackHost) -> Int {
    let count = host.driver.stack.tcp.write(id, octets, now: host.now)
    octetsOut += count
    return count
  }

  /// Says that there is no more to come.
  mutating func finish(_ id: ConnectionID, on host: inout StackHost) {
    guard !isFinished else { return }
    isFinished = true
    host.driver.stack.tcp.finish(id, now: host.now)
  }
}
