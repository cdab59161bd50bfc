/// What makes two hosts' interfaces: lines for ip(8) and ethtool(8), as values, so that they can be run and shown alike.
public struct LinkScript: Hashable, Sendable {
  /// Lines for `ip -batch` in the first host: they make both ends.
  public var first: [String]
  /// Lines for `ip -batch` in the second host.
  public var second: [String]

  /// Offloads that would show the capture what never passes a wire: segments of 64 KiB and checksums not yet computed.
  public static let offloadArguments = [
    "-K", HostPlan.interface, "tso", "off", "gso", "off", "gro", "off", "tx", "off", "rx", "off", "sg", "off",
  ]

  /// A veth pair between two hosts.
  ///
  /// - Parameter secondNamespace: how ip(8) finds the second host's namespace: a name, or a path with a slash in it.
  public init(from one: HostPlan, to other: HostPlan, secondNamespace: String) {
    let interface = HostPlan.interface
    first = [
      "link set lo up",
      "link add \(interface) index \(one.interfaceIndex) address \(one.hardwareAddress) type veth "
        + "peer name \(interface) index \(other.interfaceIndex) address \(other.hardwareAddress) netns \(secondNamespace)",
      "addr add \(one.address)/\(HostPlan.prefixLength) dev \(interface)",
      "link set \(interface) up",
    ]
    second = [
      "link set lo up",
      "addr add \(other.address)/\(HostPlan.prefixLength) dev \(interface)",
      "link set \(interface) up",
    ]
  }

  /// The same as a person with two named namespaces would type it.
  public func commands(_ one: HostPlan, _ other: HostPlan) -> [String] {
    let offload = "ethtool \(Self.offloadArguments.joined(separator: " "))"
    return ["ip netns add \(one.name)", "ip netns add \(other.name)"]
      + first.map { "ip -n \(one.name) \($0)" } + second.map { "ip -n \(other.name) \($0)" }
      + [one, other].map { "ip netns exec \($0.name) \(offload)" }
  }
}
