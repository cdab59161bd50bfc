public import PacketCodec
internal import SocketKit
public import ToolKit

// What an experiment may change about a host. It is the host's own, and gone with it.
extension LabHost {
  /// Sets a sysctl of the host's network.
  ///
  /// - Parameters:
  ///   - name: as sysctl(8) has it: "net.ipv4.ip_local_port_range".
  ///   - value: as sysctl(8) would be given it.
  /// - Throws: 71 when the kernel has no such setting here, or refuses the value.
  public func set(_ name: String, to value: String) throws(Failure) {
    let path = "/proc/sys/" + name.split(separator: ".").joined(separator: "/")
    do throws(Errno) {
      try inside { () throws(Errno) in try FileDescriptor.write(value, to: path) }
    } catch {
      throw Failure(errno: error, doing: "\(self.name): \(name) = \(value)")
    }
    note("ip netns exec \(self.name) sysctl -w \(ShellWords.text(["\(name)=\(value)"]))")
  }

  /// Takes away every filter that somebody has put between the host's kernel and its wire.
  ///
  /// - Throws: 69 when nft(8) is not installed, 71 when the kernel refuses.
  public func removeFilters() throws(Failure) {
    try NetworkCommand.run("nft", ["flush", "ruleset"], in: self)
    note("ip netns exec \(name) nft flush ruleset")
  }

  /// Drops what this expression of nft(8) means before it leaves the host.
  ///
  /// - Parameter expression: as "icmp type destination-unreachable".
  /// - Throws: 69 when nft(8) is not installed, 71 when the kernel or nft refuses.
  public func drop(leaving expression: String) throws(Failure) {
    for line in [
      "add table ip filter", "add chain ip filter output { type filter hook output priority 0; }",
      "add rule ip filter output \(expression) drop",
    ] {
      try NetworkCommand.run("nft", [line], in: self)
      note("ip netns exec \(name) nft \(ShellWords.text([line]))")
    }
  }

  /// Has the host's interface do this, and none of the rest.
  ///
  /// - Throws: 69 when ethtool(8) is not installed, 71 when the kernel refuses.
  public func set(offloads: [Offload]) throws(Failure) {
    let words = Offload.allCases.flatMap { [$0.rawValue, offloads.contains($0) ? "on" : "off"] }
    try NetworkCommand.run("ethtool", ["-K", HostPlan.interface] + words, in: self)
    note("ip netns exec \(name) ethtool -K \(HostPlan.interface) \(words.joined(separator: " "))")
  }

  /// Has connections to the other host use this congestion control, by the route to it: that works for each that the
  /// kernel has, where the sysctl of a namespace takes those only that the machine allows all users.
  ///
  /// - Returns: false when the kernel does not have it.
  /// - Throws: 69 when ip(8) is not installed, 71 when the kernel refuses.
  public func use(congestionControl name: String, toward other: HostPlan) throws(Failure) -> Bool {
    let path = "/proc/sys/net/ipv4/tcp_available_congestion_control"
    let octets: [UInt8]
    do throws(Errno) {
      octets = try inside { () throws(Errno) in try FileDescriptor.contents(of: path, limit: 4096) }
    } catch {
      throw Failure(errno: error, doing: "\(self.name): \(path)")
    }
    // It is asked first: a name that is not there would make a privileged kernel load a module.
    guard String(decoding: octets, as: UTF8.self).split(whereSeparator: \.isWhitespace).contains(Substring(name)) else {
      return false
    }
    try ip("route replace \(other.address)/32 dev \(HostPlan.interface) src \(plan.address) congctl \(name)")
    return true
  }

  /// Gives the host's interface one more address of its network.
  ///
  /// - Throws: 69 when ip(8) is not installed, 71 when the kernel refuses.
  public func add(_ address: IPv4Address) throws(Failure) {
    try ip("addr add \(address)/\(HostPlan.prefixLength) dev \(HostPlan.interface)")
  }

  /// One line of ip(8)'s.
  ///
  /// - Throws: 69 when ip(8) is not installed, 71 when the kernel refuses.
  func ip(_ line: String) throws(Failure) {
    try NetworkCommand.ip([line], in: self)
    note("ip -n \(name) \(line)")
  }
}
