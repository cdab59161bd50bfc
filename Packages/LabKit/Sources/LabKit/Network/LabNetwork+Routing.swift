public import PacketCodec
public import ToolKit

// A router where the wire is cut, instead of a `wire`.
extension LabNetwork {
  /// Makes the middle a router, and the way to the second host one that carries shorter datagrams than the hosts' own
  /// interfaces do, which neither of them can see.
  ///
  /// - Parameter octets: what that way carries behind the Ethernet header, 576 ... 1500.
  /// - Throws: 69 when ip(8) is not installed, 71 when the kernel refuses.
  public func route(overHopOf octets: Int) throws(Failure) {
    guard let middle else { preconditionFailure("the wire is whole") }
    precondition((576 ... 1500).contains(octets), "a hop that nobody has")
    let (left, right) = HostPlan.cutEnds
    for line in [
      "addr add \(Self.router)/32 dev \(left)", "addr add \(Self.router)/32 dev \(right)",
      "route add \(first.plan.address)/32 dev \(left)", "route add \(second.plan.address)/32 dev \(right)",
      "link set \(right) mtu \(octets)",
    ] {
      try middle.ip(line)
    }
    try middle.set("net.ipv4.ip_forward", to: "1")
    for (host, other) in [(first, second), (second, first)] {
      try host.ip("route add \(other.plan.address)/32 via \(Self.router) dev \(HostPlan.interface)")
    }
  }

  /// The router's address, on both its interfaces.
  public static var router: IPv4Address { middlePlan.address }
}
