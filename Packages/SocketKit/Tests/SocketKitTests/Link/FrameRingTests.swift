import Glibc
import SocketKit
import Testing

@Suite(.enabled(if: isRoot, "\(needsRoot)")) struct `Frames in a ring` {
  /// A broadcast frame of an experimental EtherType (RFC 9542 §B.2), which nobody answers.
  private static func frame(_ number: Int, count: Int) -> [UInt8] {
    let octets = (0 ..< max(2, count)).map { place in
      place == 0 ? UInt8(number >> 8) : UInt8(truncatingIfNeeded: number &+ place / 2)
    }
    return [UInt8](repeating: 0xFF, count: 6) + [2, 0, 0, 0, 0, 1, 0x88, 0xB5] + octets
  }

  /// A TAP that is up, in a new network namespace without IPv6, a socket on it and the socket's ring. For exit tests.
  private static func withTap(
    _ body: @escaping @Sendable (borrowing TapDevice, borrowing PacketSocket, inout FrameRing) throws -> Void
  ) throws {
    try Namespace.unshare([.network])
    try? FileDescriptor.write("1", to: "/proc/sys/net/ipv6/conf/default/disable_ipv6")
    let tap = try TapDevice(offloadHeader: true)
    let interface = try NetworkInterface(named: tap.name)
    try interface.bringUp()
    let socket = try PacketSocket(on: interface, .offloadHeader)
    var ring = try FrameRing(on: socket, usual: 1500, most: 65_535)
    try body(tap, socket, &ring)
  }

  private static func write(
    _ frame: [UInt8], header: [UInt8] = [UInt8](repeating: 0, count: 10), to tap: borrowing TapDevice
  ) throws {
    _ = try tap.descriptor.write((header + frame).span.bytes)
  }

  private static func take(_ ring: inout FrameRing, _ socket: borrowing PacketSocket) throws -> [[UInt8]] {
    var frames: [[UInt8]] = []
    while !ring.isEmpty {
      if let frame = try ring.takeFirst(from: socket, { frame, _ in frame.withUnsafeBytes { Array($0) } }) {
        frames.append(frame)
      }
    }
    return frames
  }

  @Test func `are read in order, round after round, and wake who waits`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, socket, ring in
        // The ring has 4,096 slots.
        for round in 0 ..< 10 {
          let sent = (0 ..< 1000).map { Self.frame(round * 1000 + $0, count: $0 + 2) }
          for frame in sent { try Self.write(frame, to: tap) }
          try wait(until: .readable, socket.descriptor)
          let taken = try Self.take(&ring, socket)
          #expect(taken == sent, "round \(round)")
        }
        try ring.check(socket)
      }
    }
  }

  @Test func `that are longer than a slot come whole, between the others`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, socket, ring in
        let sent = [1500, 1900, 1958, 1959, 2048, 60_000, 10].enumerated().map { Self.frame($0, count: $1) }
        for frame in sent { try Self.write(frame, to: tap) }
        let taken = try Self.take(&ring, socket)
        #expect(taken == sent)
      }
    }
  }

  @Test func `say which checksum is not finished`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, socket, ring in
        // Needs a checksum from octet 34, at 16 behind that; no segmentation.
        for count in [60, 5000] {
          try Self.write(Self.frame(1, count: count), header: [1, 0, 0, 0, 0, 0, 34, 0, 16, 0], to: tap)
          try Self.write(Self.frame(2, count: count), to: tap)
          var places: [Int?] = []
          while !ring.isEmpty {
            places.append(try ring.takeFirst(from: socket) { _, header in header.checksum?.place } ?? nil)
          }
          #expect(places == [50, nil])
        }
      }
    }
  }

  @Test func `for which there is no room are counted, and the next ones come`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, socket, ring in
        for number in 0 ..< 5000 { try Self.write(Self.frame(number, count: 20), to: tap) }
        let (taken, dropped) = (try Self.take(&ring, socket), try socket.takeDropped())
        #expect(taken.count + dropped == 5000)
        #expect(dropped == 5000 - 4096)
        try Self.write(Self.frame(1, count: 30), to: tap)
        let next = try Self.take(&ring, socket)
        #expect(next == [Self.frame(1, count: 30)])
      }
    }
  }

  /// A limit of this process's memory stands for a machine that has none.
  @Test func `come by calls where there is no memory for the ring`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, first, _ in
        let socket = try PacketSocket(on: first.interface, .offloadHeader)
        var batch = FrameBatch(roomOctets: 100)
        var unlimited = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &unlimited)
        var limit = rlimit(rlim_cur: 1 << 20, rlim_max: unlimited.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        var failure: Errno?
        do throws(Errno) { _ = try FrameRing(on: socket, usual: 1500, most: 65_535) } catch { failure = error }
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &unlimited)
        #expect(failure == .noMemory)
        try Self.write(Self.frame(1, count: 10), to: tap)
        try wait(until: .readable, socket.descriptor)
        let count = try batch.receive(from: socket)
        #expect(count == 1)
      }
    }
  }

  @Test func `that are longer than a slot are no fault of the link while they come`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, socket, ring in
        let (cable, total) = (tap.descriptor.rawValue, 20_000)
        let frame = [UInt8](repeating: 0, count: 10) + Self.frame(7, count: 3000)
        let writer = OwnThread { for _ in 0 ..< total { _ = Glibc.write(cable, frame, frame.count) } }
        let end = Timestamp.monotonicNow + 20_000_000_000
        var (taken, dropped) = (0, 0)
        while taken + dropped < total, Timestamp.monotonicNow < end {
          while !ring.isEmpty {
            let count = try ring.takeFirst(from: socket) { frame, _ in frame.byteCount }
            // Passed over, where the socket had no room for the whole one.
            #expect(count == nil || count == 3014)
            taken += 1
          }
          try ring.check(socket)
          dropped += try socket.takeDropped()
        }
        writer.join()
        #expect(taken + dropped == total && taken > 64)
      }
    }
  }

  @Test func `that neither fit into a slot nor into the socket are passed over`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, socket, ring in
        try socket.reserveReceiveBuffer(octets: 20_000)
        let sent = (0 ..< 100).map { Self.frame($0, count: $0 % 2 == 0 ? 10 : 15_000) }
        for frame in sent { try Self.write(frame, to: tap) }
        let first = try #require(try ring.takeFirst(from: socket) { frame, _ in frame.withUnsafeBytes { Array($0) } })
        let second = try #require(try ring.takeFirst(from: socket) { frame, _ in frame.withUnsafeBytes { Array($0) } })
        // There is room again, for one behind all of them.
        let last = Self.frame(100, count: 15_000)
        try Self.write(last, to: tap)
        let taken = [first, second] + (try Self.take(&ring, socket))
        let long = taken.filter { $0.count > 10_000 }.count - 1
        #expect((1 ..< 10).contains(long))
        #expect(
          taken == sent.enumerated().filter { $0.offset % 2 == 0 || $0.offset < 2 * long }.map(\.element) + [last])
      }
    }
  }

  @Test func `tell when the interface went down`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, socket, ring in
        try ring.check(socket)
        _ = try output(of: Spawn(try #require(Spawn.search("ip")), ["link", "set", tap.name, "down"]))
        #expect(throws: Errno(rawValue: ENETDOWN)) { try ring.check(socket) }
      }
    }
  }
}
