import Glibc
import SocketKit
import Testing

@Suite(.enabled(if: isRoot, "\(needsRoot)")) struct `Frames in batches` {
  /// A broadcast frame of an experimental EtherType (RFC 9542 §B.2), which nobody answers.
  private static func frame(_ payload: [UInt8]) -> [UInt8] {
    [UInt8](repeating: 0xFF, count: 6) + [2, 0, 0, 0, 0, 1, 0x88, 0xB5] + payload
  }

  /// A TAP that is up, in a new network namespace without IPv6, and a socket on it. For exit tests.
  private static func withTap(
    offload: Bool = false, options: PacketOptions = .offloadHeader,
    _ body: @escaping @Sendable (borrowing TapDevice, borrowing PacketSocket) throws -> Void
  ) throws {
    try Namespace.unshare([.network])
    try? FileDescriptor.write("1", to: "/proc/sys/net/ipv6/conf/default/disable_ipv6")
    let tap = try TapDevice(offloadHeader: offload)
    let interface = try NetworkInterface(named: tap.name)
    try interface.bringUp()
    let socket = try PacketSocket(on: interface, options)
    try body(tap, socket)
  }

  private static func frames(_ batch: inout FrameBatch) -> [[UInt8]] {
    var frames: [[UInt8]] = []
    for index in 0 ..< batch.count {
      frames.append(batch.withFrame(at: index) { (frame: inout MutableRawSpan) in frame.withUnsafeBytes { Array($0) } })
    }
    return frames
  }

  @Test func `come in together, in order, whole or known to be cut`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, socket in
        let sent = (0 ..< 70).map { Self.frame([UInt8](repeating: UInt8($0), count: $0)) }
        for frame in sent { _ = try tap.descriptor.write(frame.span.bytes) }
        try wait(until: .readable, socket.descriptor)
        var batch = FrameBatch(roomOctets: 60)
        let first = try batch.receive(from: socket)
        #expect(first == 64)
        let frames = Self.frames(&batch)
        #expect(frames == sent[..<64].map { Array($0.prefix(60)) })
        for index in 0 ..< 64 {
          let isCut = batch.isCut(at: index)
          #expect(isCut == (index + 14 > 60))
        }
        let (second, third) = (try batch.receive(from: socket), try batch.receive(from: socket))
        #expect((second, third) == (6, 0))
      }
    }
  }

  @Test func `go out together, in order`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, socket in
        var batch = FrameBatch(roomOctets: 1514)
        let sent = (0 ..< 64).map { Self.frame([UInt8($0)]) }
        for frame in sent { batch.append(frame.span.bytes) }
        let wasFull = batch.isFull
        let isSent = try batch.send(to: socket)
        #expect(wasFull && isSent)
        let left = batch.count
        #expect(left == 0)
        for frame in sent {
          var buffer = [UInt8](repeating: 0, count: 100)
          var span = buffer.mutableSpan
          var room = span.mutableBytes
          let result = try tap.descriptor.read(into: &room)
          #expect(result == .octets(15))
          #expect(Array(buffer[..<15]) == frame)
        }
      }
    }
  }

  @Test func `pass a TAP both ways, behind offload headers and without`() async {
    await #expect(processExitsWith: .success) {
      try Namespace.unshare([.network])
      try? FileDescriptor.write("1", to: "/proc/sys/net/ipv6/conf/default/disable_ipv6")
      for hasHeader in [true, false] {
        let tap = try TapDevice(offloadHeader: hasHeader)
        #expect(tap.hasOffloadHeader == hasHeader)
        let interface = try NetworkInterface(named: tap.name)
        try interface.bringUp()
        let socket = try PacketSocket(on: interface)
        let receiver = try PacketSocket(on: interface, .offloadHeader)
        let sent = (0 ..< 5).map { Self.frame([UInt8](repeating: UInt8($0), count: 1 + $0 * 300)) }
        for frame in sent {
          let isSent = try socket.send(frame.span.bytes)
          #expect(isSent)
        }
        var batch = FrameBatch(roomOctets: 1514)
        // What lay in the slots before must not be taken for a header.
        for _ in 0 ..< 5 { _ = batch.append { _ in OffloadHeader(checksumFrom: 34, at: 16, headers: 54, segment: 9) } }
        try wait(until: .readable, tap.descriptor)
        let (first, rest) = (try batch.receive(from: tap, atMost: 2), sent[2...])
        #expect(first == 2)
        #expect(Self.frames(&batch) == Array(sent[..<2]))
        _ = try batch.receive(from: tap)
        #expect(Self.frames(&batch) == Array(rest))
        for index in 0 ..< batch.count { #expect(batch.offload(at: index) == OffloadHeader()) }
        let taken = try batch.offer(to: tap)
        #expect(taken == 3)
        var back = FrameBatch(roomOctets: 1514)
        try wait(until: .readable, receiver.descriptor)
        _ = try back.receive(from: receiver)
        #expect(Self.frames(&back).suffix(3) == rest)
      }
    }
  }

  @Test func `say which checksum is not finished and what is to be cut`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap(offload: true) { tap, socket in
        // Needs a checksum from octet 34, at 16 behind that; no segmentation.
        let header: [UInt8] = [1, 0, 0, 0, 0, 0, 34, 0, 16, 0]
        _ = try tap.descriptor.write((header + Self.frame([UInt8](repeating: 0, count: 60))).span.bytes)
        _ = try tap.descriptor.write(([UInt8](repeating: 0, count: 10) + Self.frame([1])).span.bytes)
        try wait(until: .readable, socket.descriptor)
        var batch = FrameBatch(roomOctets: 1514)
        let count = try batch.receive(from: socket)
        #expect(count == 2)
        let (first, second) = (batch.offload(at: 0), batch.offload(at: 1))
        #expect(first.checksum.map { [$0.start, $0.place] } == [34, 50])
        #expect(second.checksum == nil)
        #expect(!first.isSuperFrame)
      }
    }
  }

  @Test func `that were sent here are not received when they are ignored`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap(options: [.offloadHeader, .incomingOnly]) { tap, socket in
        let other = try PacketSocket(on: socket.interface)
        let isSent = try other.send(Self.frame([9]).span.bytes)
        #expect(isSent)
        _ = try tap.descriptor.write(Self.frame([7]).span.bytes)
        try wait(until: .readable, socket.descriptor)
        var batch = FrameBatch(roomOctets: 1514)
        _ = try batch.receive(from: socket)
        let frames = Self.frames(&batch)
        #expect(frames == [Self.frame([7])])
      }
    }
  }

  /// What the kernel does with a tag is seen by who receives without them.
  @Test func `of a VLAN come with their tag, without it, or not at all`() async {
    await #expect(processExitsWith: .success) {
      let start: [UInt8] = [UInt8](repeating: 0xFF, count: 6) + [2, 0, 0, 0, 0, 1]
      let text = [0x88, 0xB5] + [UInt8](repeating: 7, count: 60)
      let tags: [[UInt8]] = [[0x81, 0, 0x20, 5], [0x88, 0xA8, 0, 6, 0x81, 0, 0, 7], [0x81, 0, 0x60, 0], []]
      try Self.withTap(offload: true, options: [.offloadHeader, .tagged]) { tap, socket in
        let without = try PacketSocket(on: socket.interface, .offloadHeader)
        let untagged = try PacketSocket(on: socket.interface, [.offloadHeader, .untaggedOnly])
        // Needs a checksum from octet 34, at 16 behind that.
        let work: [UInt8] = [1, 0, 0, 0, 0, 0, 34, 0, 16, 0]
        for tag in tags { _ = try tap.descriptor.write((work + start + tag + text).span.bytes) }
        try wait(until: .readable, socket.descriptor)
        var batch = FrameBatch(roomOctets: 82)
        _ = try batch.receive(from: socket)
        let frames = Self.frames(&batch)
        #expect(frames == tags.map { start + $0 + text })
        for index in 0 ..< frames.count {
          let checksum = batch.offload(at: index).checksum
          #expect(checksum?.start == 34 && checksum?.place == 50)
        }
        _ = try batch.receive(from: without)
        #expect(Self.frames(&batch) == tags.map { start + $0.dropFirst(4) + text })
        _ = try batch.receive(from: untagged)
        #expect(Self.frames(&batch) == [start + text, start + text])
        // Without its tag it has room, and with it not.
        var small = FrameBatch(roomOctets: 77)
        _ = try tap.descriptor.write((work + start + tags[0] + text).span.bytes)
        _ = try small.receive(from: socket)
        let isCut = small.isCut(at: 0)
        #expect(isCut)
      }
    }
  }

  @Test func `for which there is no room are counted`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, socket in
        try socket.reserveReceiveBuffer(octets: 4096)
        for _ in 0 ..< 100 { _ = try tap.descriptor.write(Self.frame([1]).span.bytes) }
        var batch = FrameBatch(roomOctets: 1514)
        var received = 0
        while try batch.receive(from: socket) > 0 { received += batch.count }
        let (dropped, again) = (try socket.takeDropped(), try socket.takeDropped())
        #expect(received < 100)
        #expect(received + dropped == 100)
        #expect(again == 0)
      }
    }
  }
}
