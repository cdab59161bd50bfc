import UStack
import UStackLink

// The same pattern either way, checked octet by octet where it arrives.
extension Bench {
  private static let chunk = 64 << 10

  /// Gives the stack what the pattern has from there on, as much as it takes.
  func give(_ id: ConnectionID, _ pattern: Pattern, from place: Int, upTo total: Int) -> Int {
    var count = 0
    while place + count < total {
      let piece = pattern.piece(from: place + count, atMost: min(Self.chunk, total - place - count))
      let taken = driver.stack.tcp.write(id, piece.span.bytes, now: now)
      guard taken > 0 else { return count }
      count += taken
    }
    return count
  }

  /// Takes what came to the stack.
  ///
  /// - Returns: how much, and what there was behind it.
  func take(_ id: ConnectionID, _ pattern: Pattern, from place: Int) throws -> (count: Int, last: TCP.ReadResult) {
    var count = 0
    while true {
      var last = TCP.ReadResult.nothing
      let octets = [UInt8](capacity: Self.chunk) { last = driver.stack.tcp.read(id, into: &$0, now: now) }
      guard case .octets = last else { return (count, last) }
      try pattern.check(octets[...], from: place + count)
      count += octets.count
    }
  }

  /// Moves octets from the stack to the kernel until all arrived.
  func pourToKernel(_ ends: (stack: ConnectionID, kernel: KernelEnd), _ total: Int, from start: Int = 0) throws {
    let pattern = Pattern.shared
    var (given, taken) = (start, start)
    try turn(until: "\(total) octets to the kernel") {
      given += give(ends.stack, pattern, from: given, upTo: total)
      taken += try ends.kernel.take(pattern, from: taken)
      return taken == total
    }
  }

  /// Moves octets from the kernel to the stack until all arrived.
  func pourToStack(_ ends: (stack: ConnectionID, kernel: KernelEnd), _ total: Int) throws {
    let pattern = Pattern.shared
    var (given, taken) = (0, 0)
    try turn(until: "\(total) octets to the stack") {
      given += try ends.kernel.give(pattern, from: given, upTo: total)
      taken += try take(ends.stack, pattern, from: taken).count
      return taken == total
    }
  }

  /// Waits for the peer's end at the stack, with nothing before it.
  func expectEnd(_ id: ConnectionID, _ expected: TCP.ReadResult = .end) throws {
    try turn(until: "\(expected) at the stack") { try take(id, Pattern.shared, from: 0) == (0, expected) }
  }
}
