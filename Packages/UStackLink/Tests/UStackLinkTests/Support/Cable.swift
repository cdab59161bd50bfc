import Glibc
import PacketCodec
import SocketKit
import Testing
import UStackLink

/// What is between the stack and the kernel.
enum Cable: String, CaseIterable, CustomTestStringConvertible, Sendable {
  case tap = "TAP"
  /// The same for a stack that leaves super-frames and checksums to its link: the driver is the link there.
  case cutTap = "TAP that is cut for"
  case veth
  /// Those with frames of up to 64 KiB, whose checksums are left to who comes next.
  case largeTap = "TAP with super-frames"
  case largeVeth = "veth with super-frames"

  /// Those whose frames are as long as a wire's.
  static let plain: [Cable] = [.tap, .cutTap, .veth]
  /// The long form moves 100 MiB, keeps windows closed for ten seconds, and tries all cables with everything:
  /// `USTACK_LONG=1`.
  static let isLong = getenv("USTACK_LONG") != nil
  /// What is tried where the length of frames matters little.
  static let usual = isLong ? allCases : plain

  var isLarge: Bool { self == .largeTap || self == .largeVeth }
  /// Whether the stack leaves checksums and cutting to who carries its frames.
  var takesWork: Bool { isLarge || self == .cutTap }

  var testDescription: String { rawValue }

  /// Why a test of it is skipped.
  static let needs: Comment = "needs CAP_NET_ADMIN and CAP_SYS_ADMIN, /dev/net/tun, ip(8) and ethtool(8): run as root"
  static let isPossible =
    geteuid() == 0 && access("/dev/net/tun", R_OK | W_OK) == 0
    && ["ip", "ethtool"].allSatisfy { Spawn.search($0) != nil }

  /// The kernel's interface.
  static let kernelInterface = "kernel"
  /// The stack's end, where it has a name.
  static let stackInterface = "stack"
  /// The kernel's address on its interface.
  private static let kernelAddress = "10.7.0.1/24"

  /// Makes it in the network namespace of the calling thread, which has nothing else.
  ///
  /// - Returns: the stack's end.
  func lay() throws -> LinkDevice {
    // Neighbours of IPv6 speak whether they are asked or not.
    try? FileDescriptor.write("1", to: "/proc/sys/net/ipv6/conf/default/disable_ipv6")
    switch self {
    case .tap, .cutTap, .largeTap:
      let tap = try LinkDevice.cable(ofTap: Self.kernelInterface, isOffloading: isLarge)
      try System.run("ip", ["addr", "add", Self.kernelAddress, "dev", Self.kernelInterface])
      try System.run("ip", ["link", "set", Self.kernelInterface, "up"])
      try Self.awaitLink()
      return tap
    case .veth, .largeVeth:
      try Self.join(Self.kernelInterface, Self.stackInterface, isOffloading: isLarge)
      return try Self.packetEnd()
    }
  }

  /// Makes two, the stack's of this kind, with room for a wire between them.
  func layInTwo() throws -> LinkDevice {
    try? FileDescriptor.write("1", to: "/proc/sys/net/ipv6/conf/default/disable_ipv6")
    let ends = ImpairedCable.ends
    try Self.join(Self.kernelInterface, ends.kernel)
    switch self {
    case .veth, .largeVeth:
      try Self.join(ends.stack, Self.stackInterface)
      return try Self.packetEnd()
    case .tap, .cutTap, .largeTap:
      let tap = try LinkDevice.cable(ofTap: ends.stack)
      try System.run("ip", ["link", "set", ends.stack, "up"])
      try Self.addKernel()
      return tap
    }
  }

  private static func join(_ one: String, _ other: String, isOffloading: Bool = false) throws {
    try System.run("ip", ["link", "add", one, "type", "veth", "peer", "name", other])
    let state = isOffloading ? "on" : "off"
    for end in [one, other] {
      try System.run("ethtool", ["-K", end, "tx", state, "tso", state, "gso", state, "gro", state])
      try System.run("ip", ["link", "set", end, "up"])
    }
  }

  private static func addKernel() throws {
    try System.run("ip", ["addr", "add", kernelAddress, "dev", kernelInterface])
    try awaitLink()
  }

  private static func packetEnd() throws -> LinkDevice {
    try addKernel()
    return try .sharing(NetworkInterface(named: stackInterface))
  }

  /// The station that the stack is to have on it.
  func station() throws -> MACAddress {
    switch self {
    case .tap, .cutTap, .largeTap: return MACAddress(0x0200_0000_0007)
    case .veth, .largeVeth:
      let octets = try NetworkInterface(named: Self.stackInterface).hardwareAddress()
      return MACAddress(octets.reduce(0) { $0 << 8 | UInt64($1) })
    }
  }

  /// Before that, the kernel drops what it sends.
  private static func awaitLink() throws {
    let interface = try NetworkInterface(named: kernelInterface)
    let end = Timestamp.monotonicNow + 5_000_000_000
    while try !interface.isRunning() {
      guard Timestamp.monotonicNow < end else { throw Impatience(what: "the link") }
      poll(nil, 0, 1)
    }
  }
}

/// Something that was waited for and did not come.
struct Impatience: Error, CustomStringConvertible {
  let what: String
  var description: String { "waited in vain: \(what)" }
}

/// The system's own programs.
enum System {
  /// Runs one to its end, in the network namespace of the calling thread.
  static func run(_ name: String, _ arguments: [String]) throws {
    var child = try start(name, arguments)
    let ending = child.wait()
    try #require(ending == .exited(0), "\(name) \(arguments)")
  }

  /// Starts one whose output nobody wants.
  static func start(_ name: String, _ arguments: [String]) throws -> ChildProcess {
    let nowhere = try FileDescriptor.open("/dev/null", .replace)
    var request = Spawn(try #require(Spawn.search(name)), arguments)
    request.standard = (nil, nowhere.rawValue, nowhere.rawValue)
    return try ChildProcess(request)
  }
}
