/// What makes two hosts' interfaces: lines for ip(8) and ethtool(8), as values, so that they can be run and shown alike.
public struct LinkScript: Hashable, Sendable {
  /// Lines for `ip -batch` in the first host: they make both ends.
  public var first: [String]
  /// Lines for `ip -batch` in the second host.
  public var second: [String]
  /// Lines for `ip -batch` in the middle, before both: they make the ends, where the wire is cut; none where it is whole.
  public var middle: [String] = []

  /// Offloads that would show the capture what never passes a wire: segments of 64 KiB and checksums not yet computed.
  public static let offloadArguments = offloadArguments(of: HostPlan.interface)

  static func offloadArguments(of interface: String) -> [String] {
    ["-K", interface, "tso", "off", "gso", "off", "gro", "off", "tx", "off", "rx", "off", "sg", "off"]
  }

  /// A veth pair between two hosts.
  ///
  /// - Parameters:
  ///   - one: the host whose namespace the script runs in.
  ///   - other: the host at the other end.
  ///   - secondNamespace: how ip(8) finds the second host's namespace: a name, or a path with a slash in it.
  public init(from one: HostPlan, to other: HostPlan, secondNamespace: String) {
    let interface = HostPlan.interface
    first = [
      "link set lo up",
      "link add \(interface) index \(one.interfaceIndex) address \(one.hardwareAddress) type veth "
        + "peer name \(interface) index \(other.interfaceIndex) address \(other.hardwareAddress) netns \(secondNamespace)",
      "addr add \(one.address)/\(HostPlan.prefixLength) dev \(interface)",
      "link set \(interface) up",
    ]
    second = Self.own(other)
  }

  /// Two veth pairs, each from a host to a middle, where their ends are called `HostPlan.cutEnds`.
  ///
  /// - Parameters:
  ///   - firstNamespace: how ip(8) finds the first host's namespace: a name, or a path with a slash in it.
  ///   - secondNamespace: the same of the second host's.
  init(cutBetween one: HostPlan, _ other: HostPlan, firstNamespace: String, secondNamespace: String) {
    let hosts = [(one, HostPlan.cutEnds.0, firstNamespace), (other, HostPlan.cutEnds.1, secondNamespace)]
    middle = hosts.flatMap { plan, end, namespace in
      [
        // Its number differs from its peer's, as those of all ends here do.
        "link add \(end) index \(plan.interfaceIndex + 300) type veth peer name \(HostPlan.interface) "
          + "index \(plan.interfaceIndex) address \(plan.hardwareAddress) netns \(namespace)",
        "link set \(end) up",
      ]
    }
    (first, second) = (Self.own(one), Self.own(other))
  }

  /// Lines for a host whose interface is there.
  private static func own(_ plan: HostPlan) -> [String] {
    [
      "link set lo up", "addr add \(plan.address)/\(HostPlan.prefixLength) dev \(HostPlan.interface)",
      "link set \(HostPlan.interface) up",
    ]
  }

  /// The same as a person with named namespaces would type it.
  ///
  /// - Parameters:
  ///   - one: the first host.
  ///   - other: the second.
  ///   - between: the host in the middle, where the wire is cut.
  public func commands(_ one: HostPlan, _ other: HostPlan, middle between: HostPlan? = nil) -> [String] {
    let all = [one, other] + [between].compactMap(\.self)
    var commands = all.map { "ip netns add \($0.name)" }
    for host in all {
      commands += HostSettings.all.map { "ip netns exec \(host.name) sysctl -w \($0.name)=\($0.value)" }
    }
    if let between {
      let ends = [HostPlan.cutEnds.0, HostPlan.cutEnds.1]
      commands += middle.map { "ip -n \(between.name) \($0)" } + ends.map { Self.offload(of: $0, in: between) }
    }
    commands += first.map { "ip -n \(one.name) \($0)" } + second.map { "ip -n \(other.name) \($0)" }
    return commands + [one, other].map { Self.offload(of: HostPlan.interface, in: $0) }
  }

  private static func offload(of interface: String, in host: HostPlan) -> String {
    "ip netns exec \(host.name) ethtool \(offloadArguments(of: interface).joined(separator: " "))"
  }
}
