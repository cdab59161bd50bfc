import SocketKit
import Testing

/// Two hosts and a middle between them, on a machine of a test's own: `here` 10.6.0.1, whose cable ends at `left`, and
/// `there` 10.6.0.2, whose cable ends at `right`. Nothing passes until a `wire` joins the two.
struct WireBench {
  let machine: PrivateMachine

  /// Why there may be none, beside what a machine needs.
  static let needs: Comment = "needs ip(8), ethtool(8), ping(8), and a machine of one's own"
  static let isPossible =
    PrivateMachine.isPossible && ["ip", "ethtool", "ping"].allSatisfy { Spawn.search($0) != nil }

  private static let script = """
    set -e; quiet='echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6'; off='tso off gso off gro off tx off rx off sg off'
    eval "$quiet"
    end() {
      ip netns add $1; nsenter --net=/run/netns/$1 sh -c "$quiet"
      ip link add $2 index $3 type veth peer name eth0 index $4 address 02:00:00:00:00:0$5 netns $1
      ip -n $1 addr add 10.6.0.$5/24 dev eth0; ip -n $1 link set eth0 up; ip -n $1 link set lo up; ip link set $2 up
      nsenter --net=/run/netns/$1 ethtool -K eth0 $off; ethtool -K $2 $off
    }
    end here left 21 11 1; end there right 22 12 2
    ip -n here neigh add 10.6.0.2 lladdr 02:00:00:00:00:02 dev eth0
    ip -n there neigh add 10.6.0.1 lladdr 02:00:00:00:00:01 dev eth0
    """

  init() throws {
    machine = try PrivateMachine()
    try machine.succeed(["sh", "-c", Self.script])
  }

  /// Joins the two, and waits until it is done.
  func join(_ words: [String]) throws -> EchoProcess {
    var wire = try machine.start("wire", ["left", "right"] + words)
    #expect(try wire.nextEvent() == "joined")
    return wire
  }

  /// Ends the wire.
  ///
  /// - Returns: all that it told.
  func end(_ wire: inout EchoProcess) throws -> [ToldEvent] {
    try machine.send(Signal.terminate.rawValue, to: "wire")
    var events = try wire.events(until: "summary")
    events.append(ToldEvent(try wire.nextLine()))
    #expect(try wire.ending() == .exited(0))
    return events
  }

  /// Echoes that `here` was asked for so far.
  func heardEchoes() throws -> Int {
    let counted = try machine.succeed(at("here", ["nstat", "-asz", "IcmpInEchos"]))
    return Int(counted.split(separator: "\n").last?.split { $0 == " " }.dropFirst().first ?? "") ?? -1
  }

  /// The words that run a program at one end.
  func at(_ host: String, _ words: [String]) -> [String] { ["nsenter", "--net=/run/netns/\(host)", "--"] + words }

  /// Sends octets to an echo server at the other end, and has them compared with what comes back.
  ///
  /// - Parameter port: another for each connection of a test.
  func echo(_ octets: [UInt8], port: UInt16) throws -> Outcome {
    var server = try EchoProcess(
      "echo-server", ["-l", "10.6.0.2:\(port)"], before: machine.words(at("there", [])))
    try server.next("listening")
    defer { try? machine.send(Signal.terminate.rawValue, to: "echo-server") }
    return try machine.run(
      at("here", ["/run/tools/echo-client", "10.6.0.2:\(port)", "--raw", "--verify", "-q"]), input: octets)
  }
}
