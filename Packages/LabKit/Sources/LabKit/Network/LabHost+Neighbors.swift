public import PacketCodec
public import ToolKit

// What a host knows of the stations on its wire, which is the host's own and gone with it.
extension LabHost {
  /// What its kernel knows of this address; nil for nothing.
  ///
  /// - Throws: 69 when ip(8) is not installed, 71 when the kernel refuses.
  public func neighbor(_ address: IPv4Address) throws(Failure) -> Neighbor? {
    let words = ["-o", "neigh", "show", "to", "\(address)", "dev", HostPlan.interface]
    let line = String(decoding: try NetworkCommand.run("ip", words, in: self), as: UTF8.self)
    return line.split(separator: "\n").first.flatMap { Neighbor(line: $0) }
  }

  /// Makes it believe this of an address.
  ///
  /// - Throws: as `neighbor`.
  public func set(_ address: IPv4Address, to hardware: MACAddress, _ state: Neighbor.State) throws(Failure) {
    let line =
      "neigh replace \(address) lladdr \(hardware) dev \(HostPlan.interface) nud \(state.rawValue.lowercased())"
    try ip(line)
  }

  /// How long it waits for what comes back before it asks a neighbour of which it is not sure; 5 s otherwise. An
  /// ordinary user has no sysctl for it, in a namespace of his own, but the table's own message.
  ///
  /// - Throws: as `neighbor`.
  public func setNeighborDelay(milliseconds: Int) throws(Failure) {
    try ip("ntable change name arp_cache dev \(HostPlan.interface) delay_probe \(milliseconds)")
  }

  /// Gives its interface another Ethernet address, as if another station took its place, and says so to all: one
  /// question for its own address.
  ///
  /// Source: RFC 5227 §3; `arp_notify` in ip-sysctl.
  /// - Throws: as `neighbor`.
  public func announce(moveTo hardware: MACAddress) throws(Failure) {
    try set("net.ipv4.conf.\(HostPlan.interface).arp_notify", to: "1")
    try ip("link set \(HostPlan.interface) address \(hardware)")
  }
}
