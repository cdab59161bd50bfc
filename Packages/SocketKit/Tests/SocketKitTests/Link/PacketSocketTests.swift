import Glibc
import SocketKit
import Testing

@Suite(.enabled(if: isRoot, "\(needsRoot)")) struct `Frames beside the kernel` {
  /// A broadcast frame of an experimental EtherType (RFC 9542 §B.2), which nobody answers.
  private static func frame(_ payload: UInt8...) -> [UInt8] {
    [UInt8](repeating: 0xFF, count: 6) + [2, 0, 0, 0, 0, 1, 0x88, 0xB5] + payload
  }

  /// The next frame of that EtherType, among what the kernel says by itself.
  private static func next(_ read: (inout MutableRawSpan) throws -> ReadResult, skipping header: Int = 0) throws
    -> [UInt8]?
  {
    var buffer = [UInt8](repeating: 0, count: 2048)
    while true {
      var span = buffer.mutableSpan
      var bytes = span.mutableBytes
      guard case .octets(let count) = try read(&bytes) else { return nil }
      if count > header + 14, buffer[header + 12] == 0x88, buffer[header + 13] == 0xB5 {
        return Array(buffer[header ..< count])
      }
    }
  }

  /// A TAP that is up, in a new network namespace. The thread stays there: for exit tests.
  private static func withTap(
    offload: Bool = false, _ body: @escaping @Sendable (borrowing TapDevice, NetworkInterface) throws -> Void
  ) throws {
    try Namespace.unshare([.network])
    let tap = try TapDevice(offloadHeader: offload)
    let interface = try NetworkInterface(named: tap.name)
    try interface.bringUp()
    try body(tap, interface)
  }

  @Test func `come in from the cable and go out to it`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, interface in
        let socket = try PacketSocket(on: interface)
        #expect(try tap.descriptor.write(Self.frame(1, 2, 3).span.bytes) == 17)
        try wait(until: .readable, socket.descriptor)
        #expect(try Self.next { try socket.receive(into: &$0) } == Self.frame(1, 2, 3))
        #expect(try socket.send(Self.frame(4, 5).span.bytes))
        try wait(until: .readable, tap.descriptor)
        #expect(try Self.next { try tap.descriptor.read(into: &$0) } == Self.frame(4, 5))
      }
    }
  }

  @Test func `that are longer than the buffer are cut`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, interface in
        let socket = try PacketSocket(on: interface)
        while try Self.next({ try socket.receive(into: &$0) }) != nil {}
        _ = try tap.descriptor.write(Self.frame(1, 2, 3).span.bytes)
        try wait(until: .readable, socket.descriptor)
        #expect(
          try Found(room: 6) { (room: inout MutableRawSpan) throws(Errno) in try socket.receive(into: &room) }
            != .notReady)
        #expect(try Self.next { try socket.receive(into: &$0) } == nil, "the rest is gone")
      }
    }
  }

  @Test func `stand behind a virtio-net header when asked`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap(offload: true) { tap, interface in
        let socket = try PacketSocket(on: interface, .offloadHeader)
        let header = [UInt8](repeating: 0, count: 10)
        #expect(try tap.descriptor.write((header + Self.frame(7)).span.bytes) == 25)
        try wait(until: .readable, socket.descriptor)
        #expect(try Self.next({ try socket.receive(into: &$0) }, skipping: 10) == Self.frame(7))
        #expect(try socket.send((header + Self.frame(8)).span.bytes))
        try wait(until: .readable, tap.descriptor)
        #expect(try Self.next({ try tap.descriptor.read(into: &$0) }, skipping: 10) == Self.frame(8))
      }
    }
  }

  @Test func `for others are taken as long as the socket lives`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { _, interface in
        func promiscuity() throws -> Bool {
          let text = try output(of: Spawn(try #require(Spawn.search("ip")), ["-d", "link", "show", interface.name]))
            .text
          return text.contains("promiscuity 1")
        }
        do {
          let socket = try PacketSocket(on: interface)
          #expect(try !promiscuity())
          try socket.becomePromiscuous()
          #expect(try promiscuity())
        }
        #expect(try !promiscuity())
      }
    }
  }

  @Test func `of an interface that is switched off are an error, once`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { _, interface in
        let socket = try PacketSocket(on: interface)
        let ending = try output(of: Spawn(try #require(Spawn.search("ip")), ["link", "set", interface.name, "down"]))
          .ending
        #expect(ending == .exited(0))
        try wait(until: .readable, socket.descriptor)
        #expect(throws: Errno(rawValue: ENETDOWN)) { try Self.next { try socket.receive(into: &$0) } }
        #expect(try Self.next { try socket.receive(into: &$0) } == nil)
        #expect(throws: Errno(rawValue: ENETDOWN)) { try socket.send(Self.frame(1).span.bytes) }
      }
    }
  }

  @Test func `that are no frames are refused`() async {
    await #expect(processExitsWith: .success) {
      try Self.withTap { tap, interface in
        let socket = try PacketSocket(on: interface)
        let short: [UInt8] = [1, 2, 3]
        #expect(throws: Errno.invalidArgument) { try tap.descriptor.write(short.span.bytes) }
        let long = [UInt8](repeating: 0, count: 1514 + 5)
        #expect(throws: Errno(rawValue: EMSGSIZE)) { try socket.send(long.span.bytes) }
      }
    }
  }

  @Test func `need a privilege`() async {
    await #expect(processExitsWith: .success) {
      let status = statusOfFork {
        guard setuid(65534) == 0 else { return 1 }
        do throws(Errno) {
          _ = try PacketSocket(on: NetworkInterface(named: "lo"))
          return 2
        } catch {
          return error == .notPermitted ? 0 : 3
        }
      }
      #expect(status == 0)
    }
  }
}
