import Glibc
import SocketKit
import Testing

/// What a tool that reads a stranger's octets could still do, once it has opened what it works on.
@Suite("A tool that reads a stranger's frames", .enabled(if: StackWire.isPossible, StackWire.needs))
struct RenouncedPrivilegesTests {
  private let wire: StackWire

  init() throws { wire = try StackWire() }

  /// Tools that need a capability to begin, each with what makes it go on.
  static let tools = [
    ["capture", "-i", "near", "-o", "/dev/null"], ["gotcp-dump", "-i", "near"], ["gotcp-ids", "-i", "near"],
    ["wire", "near", "other"], ["gotcp-tcpserver", "-p", "7"] + StackWire.own,
    ["gotcp-tcpclient", "--addr", "10.5.0.2", "-p", "9"] + StackWire.own,
    ["gotcp-ping", "-d", "10.5.0.2"] + StackWire.own, ["gotcp-ping", "-d", "10.5.0.2"] + StackWire.borrowed,
  ]

  @Test(arguments: tools) func `has no capability, in no thread, and gets none`(_ words: [String]) throws {
    try wire.machine.succeed(["sh", "-c", "ip link add other type veth && ip link set other up"])
    let tool = try wire.start(words[0], Array(words.dropFirst()))
    try expect(words[0], has: 0)
    _ = consume tool
  }

  @Test(.enabled(if: StackWire.hasTap, StackWire.needs)) func `has none on a TAP either`() throws {
    let tool = try wire.start("gotcp-tcpserver", ["-p", "7", "--tap", "tp1", "--address", "10.6.0.7/24"])
    try expect("gotcp-tcpserver", has: 0)
    _ = consume tool
  }

  /// The end of it, that the guard is gone afterwards, is what the tests of the two tools look at.
  @Test func `has what it takes to remove the guard of a borrowed port, and nothing else`() throws {
    let tool = try wire.start("gotcp-tcpserver", ["-p", "7"] + StackWire.borrowed)
    try expect("gotcp-tcpserver", has: CapabilitySet.networkAdministration.rawValue)
    _ = consume tool
  }

  @Test(.enabled(if: geteuid() == 0, "needs root, to have somebody else's folder"))
  func `has what it takes to give a capture its name in a folder that is somebody else's`() throws {
    try wire.machine.succeed(["sh", "-c", "mkdir -m 755 /run/theirs && chown 65534 /run/theirs"])
    var capture = try wire.start("capture", ["-i", "lo", "-f", "udp", "-c", "1", "-o", "/run/theirs/one.pcapng"])
    try expect("capture", has: (CapabilitySet.accessOverride.union(.fileOwner)).rawValue)
    try wire.machine.sendDatagrams(1)
    _ = try capture.skip(to: "captured")
    #expect(try capture.ending() == .exited(0))
    #expect(Folder.allNames(in: wire.machine.outside("/run/theirs")) == ["one.pcapng"])
  }

  /// Waits until all threads of the one process of this name have this and no more, and can get no more.
  private func expect(_ name: String, has rights: UInt64) throws {
    let pid = try wire.machine.process(name)
    var seen: Set<[UInt64?]> = []
    let isSo = Patience.wait {
      seen = Set(Folder.names(in: "/proc/\(pid)/task").map { Self.rights(of: "/proc/\(pid)/task/\($0)/status") })
      return seen == [[rights, rights, 0, 0, 1]]
    }
    #expect(isSo, "\(name): \(seen)")
  }

  /// Effective, permitted, inheritable and ambient capabilities, and whether it can get more: proc(5).
  private static func rights(of file: String) -> [UInt64?] {
    guard let octets = try? FileDescriptor.contents(of: file, limit: 1 << 16) else { return [] }
    let lines = String(decoding: octets, as: UTF8.self).split(separator: "\n")
    return ["CapEff", "CapPrm", "CapInh", "CapAmb", "NoNewPrivs"].map { name in
      lines.first { $0.hasPrefix("\(name):\t") }.flatMap { UInt64($0.dropFirst(name.count + 2), radix: 16) }
    }
  }
}
