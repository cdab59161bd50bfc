import Observe
import SocketKit

/// Lines of the kernel's trace of states: what one says, written again, is read as the same; and what is laid beside a
/// dump leads from one of its states to the next.
enum StateTraceFuzz {
  private static let dump = (began: moment(.max / 2), ended: moment(.max))

  static func fault(of octets: [UInt8]) -> String? {
    guard let first = octets.first else { return nil }
    var chains = TracedChains()
    var ends: TracedStateChange?
    for line in octets.dropFirst().split(separator: UInt8(ascii: "\n")) {
      guard let told = StateTraceLine(line) else { continue }
      chains.take(told)
      guard case .change(let change) = told else { continue }
      ends = ends ?? change
      let text = text(of: change)
      guard StateTraceLine(Array(text.utf8)[...]) == told else { return "\(told) is not \(text)" }
    }
    guard let ends else { return nil }
    let states: [TCPSocketState?] = [nil] + TCPSocketState.allCases
    let from = states[Int(first) % states.count]
    let to = states[Int(first) / states.count % states.count]
    return chainFault(&chains, ends, from, to)
  }

  private static func chainFault(
    _ chains: inout TracedChains, _ ends: TracedStateChange, _ from: TCPSocketState?, _ to: TCPSocketState?
  ) -> String? {
    let whole = SocketTransition(
      observed: dump.ended, since: moment(0), local: ends.local, remote: ends.remote, from: from, to: to)
    let steps = chains.steps(of: whole, began: dump.began)
    chains.forget(before: dump.ended)
    guard let steps else { return nil }
    let isWhole = steps.first?.from == from && steps.last?.to == to
    let isGapless = zip(steps, steps.dropFirst()).allSatisfy {
      $0.to == $1.from && $0.observed.monotonicNanoseconds <= $1.observed.monotonicNanoseconds
    }
    return isWhole && isGapless ? nil : "\(steps)"
  }

  private static func moment(_ nanoseconds: Int64) -> Timestamp {
    Timestamp(realtimeNanoseconds: nanoseconds, monotonicNanoseconds: nanoseconds)
  }

  private static func text(of change: TracedStateChange) -> String {
    let (seconds, rest) = change.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    let fraction = String("\(rest + 1_000_000_000)".dropFirst())
    func address(_ address: IPAddress) -> String { address.isIPv6 ? "\(address)" : "::ffff:\(address)" }
    return "a-1 [0] . \(seconds).\(fraction): inet_sock_set_state: protocol=IPPROTO_TCP sport=\(change.local.port) "
      + "dport=\(change.remote.port) saddrv6=\(address(change.local.address)) "
      + "daddrv6=\(address(change.remote.address)) oldstate=TCP_\(change.from.name) newstate=TCP_\(change.to.name)"
  }
}
