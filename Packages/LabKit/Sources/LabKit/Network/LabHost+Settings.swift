public import PacketCodec
internal import SocketKit
public import ToolKit

// What an experiment may change about a host. It is the host's own, and gone with it.
extension LabHost {
  /// Sets a sysctl of the host's network.
  ///
  /// - Parameter name: as sysctl(8) has it: "net.ipv4.ip_local_port_range".
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
    }
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
