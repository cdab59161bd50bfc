internal import SocketKit

/// The calls on one descriptor from the call that made it to the one that closed it, and the ends it had.
///
/// A number alone says nothing: 7 is one connection now and another a moment later.
struct SocketLife: Hashable, Sendable {
  /// Where and who.
  var host: String?
  var process: Int
  /// Our end, once a call has named it.
  var local: SocketAddress?
  /// The peer's end, once a call has named it; nil for a listener.
  var remote: SocketAddress?
  /// Which events of the timeline are its calls.
  var events: [Int] = []

  /// The lives of all descriptors in a timeline.
  ///
  /// An accept belongs to two: the listener's, on which it was called, and the connection's, which begins with it.
  static func all(in events: [TimelineEvent]) -> [SocketLife] {
    var lives: [SocketLife] = []
    var open: [Number: Int] = [:]
    for (index, event) in events.enumerated() {
      guard case .call(let call) = event.happening else { continue }
      let owner = Owner(host: event.host, process: call.process)
      func life(of number: Int) -> Int {
        let key = Number(owner: owner, number: number)
        if let known = open[key] { return known }
        lives.append(SocketLife(host: owner.host, process: owner.process))
        open[key] = lives.count - 1
        return lives.count - 1
      }
      if let number = call.descriptor {
        // A close that nobody saw.
        if let remote = call.remote, let known = lives[life(of: number)].remote, known != remote {
          open[Number(owner: owner, number: number)] = nil
        }
        let place = life(of: number)
        lives[place].note(call, event: index)
        if call.name == "close" { open[Number(owner: owner, number: number)] = nil }
      }
      if call.error == nil, makers.contains(call.name) {
        open[Number(owner: owner, number: call.result)] = nil
        let place = life(of: call.result)
        lives[place].events.append(index)
        if accepts.contains(call.name) { lives[place].remote = SocketAddress(call.arguments) }
      }
    }
    return lives
  }

  /// Calls whose result is a connection.
  static let accepts: Set = ["accept", "accept4"]
  /// Calls whose result is a descriptor, which may have been another's number until then.
  private static let makers = accepts.union(["socket", "dup", "dup2", "dup3"])

  private mutating func note(_ call: CallMade, event: Int) {
    events.append(event)
    local = call.local ?? local
    remote = call.remote ?? remote
    switch call.name {
    case "connect", "getpeername": remote = SocketAddress(call.arguments) ?? remote
    case "bind", "getsockname": local = SocketAddress(call.arguments) ?? local
    default: break
    }
  }
}

private struct Owner: Hashable {
  var host: String?
  var process: Int
}

private struct Number: Hashable {
  var owner: Owner
  var number: Int
}
