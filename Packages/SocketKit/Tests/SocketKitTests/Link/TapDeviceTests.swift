import Glibc
import SocketKit
import Testing

@Suite(.enabled(if: isRoot, "\(needsRoot)")) struct `A TAP` {
  /// In a new network namespace, where the thread stays: for exit tests.
  private static func alone(_ body: () throws -> Void) throws {
    try Namespace.unshare([.network])
    try body()
  }

  @Test func `has the name it was given, and goes with its owner`() async {
    await #expect(processExitsWith: .success) {
      try Self.alone {
        do {
          let tap = try TapDevice(named: "test-tap")
          #expect(tap.name == "test-tap")
          #expect(try NetworkInterface(named: "test-tap").hardwareAddress().count == 6)
          let waits = fcntl(tap.descriptor.rawValue, F_GETFL, 0) & O_NONBLOCK == 0
          #expect(!waits)
        }
        #expect(throws: Errno.noSuchDevice) { try NetworkInterface(named: "test-tap") }
      }
    }
  }

  @Test func `gets a name where none or a pattern is given`() async {
    await #expect(processExitsWith: .success) {
      try Self.alone {
        let first = try TapDevice()
        let second = try TapDevice()
        let third = try TapDevice(named: "cable%d")
        #expect(first.name == "tap0")
        #expect(second.name == "tap1")
        #expect(third.name == "cable0")
        let longest = try TapDevice(named: "fifteen-octets-")
        #expect(longest.name == "fifteen-octets-")
      }
    }
  }

  @Test(arguments: ["sixteen-octets--", "a/b", "a b", ".", "..", "a\0b", "lo", String(repeating: "x", count: 1000)])
  func `cannot have any name`(name: String) async {
    await #expect(processExitsWith: .success) { [name = name as String] in
      try Self.alone { #expect(throws: Errno.invalidArgument) { _ = try TapDevice(named: name) } }
    }
  }

  @Test func `in use is busy`() async {
    await #expect(processExitsWith: .success) {
      try Self.alone {
        let tap = try TapDevice(named: "taken")
        #expect(throws: Errno(rawValue: EBUSY)) { _ = try TapDevice(named: tap.name) }
      }
    }
  }

  @Test func `that was made to stay is taken up, and stays`() async {
    await #expect(processExitsWith: .success) {
      try Self.alone {
        let program = try #require(Spawn.search("ip"))
        #expect(try output(of: Spawn(program, ["tuntap", "add", "name", "kept", "mode", "tap"])).ending == .exited(0))
        let index = try NetworkInterface(named: "kept").index
        do {
          let tap = try TapDevice(named: "kept")
          #expect(try NetworkInterface(named: tap.name).index == index)
        }
        #expect(try NetworkInterface(named: "kept").index == index)
      }
    }
  }
}
