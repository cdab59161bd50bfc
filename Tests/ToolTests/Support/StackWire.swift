import SocketKit
import Testing

/// Two kernels with a wire between them, on a machine of a test's own: `near` 10.5.0.1 is the machine itself, `far`
/// 10.5.0.2 a network namespace called `peer`. A stack in user space stands beside the near one.
///
/// The far kernel adds up its checksums itself: what it leaves to a veth that does not, a stack would have to drop.
struct StackWire {
  let machine: PrivateMachine

  /// An address that neither kernel has.
  static let own = ["-i", "near", "--address", "10.5.0.7/24"]
  /// The near kernel's.
  static let borrowed = ["-i", "near"]

  /// Why there may be none, beside what a machine needs.
  static let needs: Comment = "needs ip(8), ethtool(8), nft(8), and a machine of one's own"
  static let isPossible =
    PrivateMachine.isPossible && ["ip", "ethtool", "nft"].allSatisfy { Spawn.search($0) != nil }
  /// A TAP can be tried only where there is a device for it.
  static let hasTap = isPossible && (try? StackWire().tap()) != nil

  private static let script = """
    ip netns add peer && ip link add near type veth peer name far netns peer &&
    ip addr add 10.5.0.1/24 dev near && ip link set near up && ip link set lo up &&
    nsenter --net=/run/netns/peer sh -c 'ip addr add 10.5.0.2/24 dev far && ip link set far up && ip link set lo up &&
      ethtool -K far tx off gso off tso off gro off' && ethtool -K near tx off gso off tso off gro off
    """

  init() throws {
    machine = try PrivateMachine()
    try machine.succeed(["sh", "-c", Self.script])
  }

  /// The words that run a program beside the far kernel.
  func far(_ words: [String]) -> [String] { ["nsenter", "--net=/run/netns/peer", "--"] + words }

  /// Starts a stack's tool beside the near kernel.
  func start(_ tool: String, _ arguments: [String]) throws -> EchoProcess { try machine.start(tool, arguments) }

  /// Starts a tool beside the far kernel.
  func startFar(_ tool: String, _ arguments: [String]) throws -> EchoProcess {
    try EchoProcess(tool, arguments, before: machine.words(far([])))
  }

  /// Runs a stack's tool to its end.
  func run(_ tool: String, _ arguments: [String], input: [UInt8] = []) throws -> Outcome {
    try machine.run(["/run/tools/\(tool)"] + arguments, input: input)
  }

  /// Makes a TAP that stays; the near kernel has 10.6.0.1 on it.
  func tap() throws {
    let script = "ip tuntap add tp0 mode tap && ip addr add 10.6.0.1/24 dev tp0 && ip link set tp0 up"
    try machine.succeed(["sh", "-c", script])
  }

  /// Tables of nftables beside the near kernel.
  func tables() throws -> [String] {
    try machine.succeed(["nft", "list", "tables"]).split(separator: "\n").map(String.init)
  }
}
