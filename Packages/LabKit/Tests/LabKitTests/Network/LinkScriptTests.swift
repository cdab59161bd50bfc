import Testing

@testable import LabKit

@Suite struct `What makes a link` {
  private let one = HostPlan(name: "client", place: 1)!
  private let other = HostPlan(name: "server", place: 2)!

  @Test func `is lines for each host`() {
    let script = LinkScript(from: one, to: other, secondNamespace: "/proc/5/fd/6")
    #expect(
      script.first == [
        "link set lo up",
        "link add eth0 index 11 address 02:00:00:00:00:01 type veth peer name eth0 index 12 address 02:00:00:00:00:02 "
          + "netns /proc/5/fd/6",
        "addr add 10.77.0.1/24 dev eth0", "link set eth0 up",
      ])
    #expect(script.second == ["link set lo up", "addr add 10.77.0.2/24 dev eth0", "link set eth0 up"])
  }

  @Test func `is two pairs where the wire is cut`() {
    let script = LinkScript(cutBetween: one, other, firstNamespace: "client", secondNamespace: "/proc/5/fd/6")
    #expect(
      script.middle == [
        "link add left index 311 type veth peer name eth0 index 11 address 02:00:00:00:00:01 netns client",
        "link set left up",
        "link add right index 312 type veth peer name eth0 index 12 address 02:00:00:00:00:02 netns /proc/5/fd/6",
        "link set right up",
      ])
    #expect(script.first == ["link set lo up", "addr add 10.77.0.1/24 dev eth0", "link set eth0 up"])
    #expect(script.second == ["link set lo up", "addr add 10.77.0.2/24 dev eth0", "link set eth0 up"])
    let commands = script.commands(one, other, middle: LabNetwork.middlePlan)
    #expect(commands[..<3] == ["ip netns add client", "ip netns add server", "ip netns add middle"])
    #expect(commands.contains("ip -n middle " + script.middle[0]))
    let offload = "ethtool -K right tso off gso off gro off tx off rx off sg off"
    #expect(commands.contains("ip netns exec middle \(offload)"))
    #expect(commands.contains("ip netns exec middle sysctl -w net.ipv4.tcp_congestion_control=reno"))
  }

  @Test func `is what a person would type`() {
    let offload = "ethtool -K eth0 tso off gso off gro off tx off rx off sg off"
    let settings = ["client", "server"].flatMap { name in
      [
        "net.ipv6.conf.all.disable_ipv6=1", "net.ipv6.conf.default.disable_ipv6=1",
        "net.ipv4.tcp_congestion_control=reno",
      ].map { "ip netns exec \(name) sysctl -w \($0)" }
    }
    #expect(
      LinkScript(from: one, to: other, secondNamespace: "server").commands(one, other) == [
        "ip netns add client", "ip netns add server",
      ] + settings + [
        "ip -n client link set lo up",
        "ip -n client link add eth0 index 11 address 02:00:00:00:00:01 type veth peer name eth0 index 12 "
          + "address 02:00:00:00:00:02 netns server",
        "ip -n client addr add 10.77.0.1/24 dev eth0", "ip -n client link set eth0 up",
        "ip -n server link set lo up", "ip -n server addr add 10.77.0.2/24 dev eth0", "ip -n server link set eth0 up",
        "ip netns exec client \(offload)", "ip netns exec server \(offload)",
      ])
  }
}
