import Glibc
import SocketKit
import Testing

/// Nobody sends anything to 0.0.0.0.
private let canShield = (try? IngressShield(hiding: 0, on: NetworkInterface(named: "lo"))) != nil

@Suite(.enabled(if: canShield, "needs root, and Linux 6.6")) struct `A shield before the kernel` {
  /// The kernel's own addresses on the cable, and who asks it there.
  private static let (hidden, other, shown): (UInt32, UInt32, UInt32) = (0x0A09_0007, 0x0A09_0008, 0x0A09_0009)
  private static let asker: UInt32 = 0x0A09_0002
  private static let station: [UInt8] = [2, 0, 0, 0, 0, 2]

  /// The sum of RFC 1071 over an even number of octets.
  private static func checksum(_ octets: [UInt8]) -> [UInt8] {
    var sum = stride(from: 0, to: octets.count, by: 2).reduce(UInt32(0)) {
      $0 + UInt32(octets[$1]) << 8 + UInt32(octets[$1 + 1])
    }
    while sum >> 16 != 0 { sum = sum & 0xFFFF + sum >> 16 }
    return [UInt8(truncatingIfNeeded: ~sum >> 8), UInt8(truncatingIfNeeded: ~sum)]
  }

  private static func octets(_ address: UInt32) -> [UInt8] {
    (0 ..< 4).map { UInt8(truncatingIfNeeded: address >> (24 - 8 * $0)) }
  }

  /// An echo request in a frame for a station.
  private static func request(
    _ number: UInt8, to address: UInt32, at target: [UInt8], tag: [UInt8] = []
  ) -> [UInt8] {
    var echo: [UInt8] = [8, 0, 0, 0, 0, 0, 0, number]
    echo.replaceSubrange(2 ..< 4, with: checksum(echo))
    var header: [UInt8] = [0x45, 0, 0, 28, 0, 0, 0, 0, 64, 1, 0, 0] + octets(asker) + octets(address)
    header.replaceSubrange(10 ..< 12, with: checksum(header))
    return target + station + tag + [8, 0] + header + echo
  }

  /// What the kernel says next on the cable of what it says when it is asked.
  private enum Answer: Hashable {
    case echo(UInt8)
    case station
  }

  private static func answer(_ tap: borrowing TapDevice) throws -> Answer {
    var buffer = [UInt8](repeating: 0, count: 2048)
    while true {
      try wait(until: .readable, tap.descriptor)
      var span = buffer.mutableSpan
      var bytes = span.mutableBytes
      guard case .octets(let count) = try tap.descriptor.read(into: &bytes), count >= 42 else { continue }
      if buffer[12 ..< 14] == [8, 0], buffer[23] == 1, buffer[34] == 0 { return .echo(buffer[41]) }
      if buffer[12 ..< 14] == [8, 6], buffer[21] == 2 { return .station }
    }
  }

  /// A TAP with the addresses on it, in a new network namespace. For exit tests.
  private static func withTap(
    _ body: @escaping @Sendable (borrowing TapDevice, NetworkInterface, [UInt8]) throws -> Void
  ) throws {
    try Namespace.unshare([.network])
    let tap = try TapDevice()
    let interface = try NetworkInterface(named: tap.name)
    try interface.bringUp()
    let ip = try #require(Spawn.search("ip"))
    for words in [
      ["addr", "add", "10.9.0.7/24", "dev", tap.name], ["addr", "add", "10.9.0.8/24", "dev", tap.name],
      ["addr", "add", "10.9.0.9/24", "dev", tap.name],
      ["neigh", "replace", "10.9.0.2", "lladdr", "02:00:00:00:00:02", "dev", tap.name],
    ] {
      _ = try output(of: Spawn(ip, words))
    }
    try body(tap, interface, try interface.hardwareAddress())
  }

  private static func write(_ frame: [UInt8], to tap: borrowing TapDevice) throws {
    _ = try tap.descriptor.write(frame.span.bytes)
  }

  @Test func `hides one address for as long as it is there, and no other`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, interface, own in
        try Self.write(Self.request(1, to: Self.hidden, at: own), to: tap)
        #expect(try Self.answer(tap) == .echo(1), "the kernel has the address")
        do {
          let shield = try IngressShield(hiding: Self.hidden, on: interface)
          for number in UInt8(2) ..< 10 { try Self.write(Self.request(number, to: Self.hidden, at: own), to: tap) }
          try Self.write(Self.request(10, to: Self.shown, at: own), to: tap)
          #expect(try Self.answer(tap) == .echo(10))
          _ = consume shield
        }
        try Self.write(Self.request(11, to: Self.hidden, at: own), to: tap)
        #expect(try Self.answer(tap) == .echo(11), "the shield is gone")
      }
    }
  }

  @Test func `lets a packet socket see all`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, interface, own in
        let socket = try PacketSocket(on: interface, .incomingOnly)
        let shield = try IngressShield(hiding: Self.hidden, on: interface)
        let request = Self.request(1, to: Self.hidden, at: own)
        try Self.write(request, to: tap)
        var (seen, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 2048))
        while seen != request {
          try wait(until: .readable, socket.descriptor)
          var span = buffer.mutableSpan
          var bytes = span.mutableBytes
          if case .octets(let count) = try socket.receive(into: &bytes) { seen = Array(buffer[..<count]) }
        }
        _ = consume shield
      }
    }
  }

  @Test func `leaves what is tagged for a VLAN, what is too short, and what is no IPv4`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, interface, own in
        let shield = try IngressShield(hiding: Self.hidden, on: interface)
        // A tag of no VLAN is a priority, and the kernel's own (IEEE 802.1Q §9.6).
        let tag: [UInt8] = [0x81, 0, 0, 0]
        try Self.write(Self.request(1, to: Self.hidden, at: own, tag: tag), to: tap)
        #expect(try Self.answer(tap) == .echo(1))
        let short = Self.request(2, to: Self.hidden, at: own)
        for count in [14, 29, 30, 33] { try Self.write(Array(short[..<count]), to: tap) }
        try Self.write(Self.request(3, to: Self.shown, at: own), to: tap)
        #expect(try Self.answer(tap) == .echo(3))
        // A question of RFC 826 that has the hidden address's octets where a datagram has who it is for.
        let question: [UInt8] = [8, 6, 0, 1, 8, 0, 6, 4, 0, 1] + Self.station + [10, 9, 10, 9, 0, 7, 0, 0, 0, 0]
        try Self.write(own + Self.station + question + Self.octets(Self.hidden), to: tap)
        #expect(try Self.answer(tap) == .station)
        _ = consume shield
      }
    }
  }

  @Test func `stands beside others, each for its own address`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, interface, own in
        let first = try IngressShield(hiding: Self.hidden, on: interface)
        do {
          let second = try IngressShield(hiding: Self.other, on: interface)
          try Self.write(Self.request(1, to: Self.hidden, at: own), to: tap)
          try Self.write(Self.request(2, to: Self.other, at: own), to: tap)
          try Self.write(Self.request(3, to: Self.shown, at: own), to: tap)
          #expect(try Self.answer(tap) == .echo(3))
          _ = consume second
        }
        try Self.write(Self.request(4, to: Self.hidden, at: own), to: tap)
        try Self.write(Self.request(5, to: Self.other, at: own), to: tap)
        #expect(try Self.answer(tap) == .echo(5))
        _ = consume first
      }
    }
  }

  @Test func `cannot be had without the right, nor on an interface that went`() async {
    await #expect(processExitsWith: .success) {
      try Namespace.unshare([.network])
      let gone: NetworkInterface
      do {
        let tap = try TapDevice()
        gone = try NetworkInterface(named: tap.name)
      }
      #expect(throws: Errno.noSuchDevice) { _ = try IngressShield(hiding: 1, on: gone) }
      let loopback = try NetworkInterface(named: "lo")
      try Privileges.renounce()
      #expect(throws: Errno.notPermitted) { _ = try IngressShield(hiding: 1, on: loopback) }
    }
  }
}
