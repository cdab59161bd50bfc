import SocketKit
import Testing

/// What the kernel says of the calling thread, or a child says of itself: the sets by their names in proc(5).
private struct Rights {
  private let lines: [Substring]

  init(_ text: String) { lines = text.split(separator: "\n") }

  static func ofThisThread() throws -> Rights {
    Rights(
      String(decoding: try FileDescriptor.contents(of: "/proc/thread-self/status", limit: 1 << 16), as: UTF8.self))
  }

  static func ofAChild() throws -> Rights { Rights(try output(of: Spawn("/bin/cat", ["/proc/self/status"])).text) }

  /// The value behind a name, as a hexadecimal number.
  subscript(name: String) -> UInt64? {
    lines.first { $0.hasPrefix("\(name):\t") }.flatMap { UInt64($0.dropFirst(name.count + 2), radix: 16) }
  }

  var sets: [UInt64?] { ["CapEff", "CapPrm", "CapInh", "CapAmb"].map { self[$0] } }
}

/// Each on a thread of its own, with which what it gave up ends.
@Suite struct `Who gave up its privileges` {
  private static let nothing: [UInt64?] = [0, 0, 0, 0]

  @Test func `has no capability, and gets none`() throws {
    try OwnThread.run {
      try Privileges.renounce()
      let rights = try Rights.ofThisThread()
      #expect(rights.sets == Self.nothing && rights["NoNewPrivs"] == 1)
      try Privileges.renounce(keeping: CapabilitySet(rawValue: .max))
      #expect(try Rights.ofThisThread().sets == Self.nothing)
      #expect(try Privileges.permitted() == [])
    }
  }

  @Test(.enabled(if: isRoot, "\(needsRoot)")) func `is not root any more to the programs it starts`() throws {
    try OwnThread.run {
      #expect(try Rights.ofAChild()["CapPrm"] != 0)
      try Privileges.renounce()
      #expect(try Rights.ofAChild().sets == Self.nothing)
    }
  }

  @Test(.enabled(if: isRoot, "\(needsRoot)")) func `keeps what it names, and so do the programs it starts`() throws {
    try OwnThread.run {
      try Privileges.renounce(keeping: [.networkAdministration, .lowPorts])
      let kept: [UInt64?] = [0x1400, 0x1400, 0, 0]
      #expect(try Rights.ofThisThread().sets == kept)
      #expect(try Rights.ofAChild().sets == kept)
    }
  }

  @Test(.enabled(if: isRoot, "\(needsRoot)")) func `still has what it opened, and opens no other`() throws {
    try OwnThread.run {
      try Namespace.unshare([.network])
      let loopback = try NetworkInterface(named: "lo")
      try loopback.bringUp()
      let socket = try PacketSocket(on: loopback)
      try Privileges.renounce()
      #expect(throws: Errno.notPermitted) { _ = try PacketSocket(on: loopback) }
      // Addressed to the loopback's own station, of an experimental EtherType (RFC 9542 §B.2): nobody answers.
      let frame = [UInt8](repeating: 0, count: 12) + [0x88, 0xB5] + [UInt8](repeating: 7, count: 46)
      #expect(try socket.send(frame.span.bytes))
      var octets = [UInt8](repeating: 0, count: 128)
      var span = octets.mutableSpan
      var room = span.mutableBytes
      #expect(try socket.receive(into: &room) == .octets(frame.count))
    }
  }
}
