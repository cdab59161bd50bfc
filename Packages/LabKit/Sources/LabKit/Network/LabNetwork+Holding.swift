public import ToolKit

// A wire that keeps what is given to it, for as long as an experiment needs.
extension LabNetwork {
  /// From now on both hosts keep what they would send: each has forgotten the other's Ethernet address, asks for it, and
  /// is not answered. A kernel holds up to `unres_qlen_bytes` (208 KiB) for a neighbour so, and gives up asking after
  /// three questions, a second apart.
  ///
  /// Source: RFC 1122 §2.3.2.2; arp(7).
  /// - Throws: 69 when ip(8) is not installed, 71 when the kernel refuses.
  public func hold() throws(Failure) {
    for host in hosts { try host.set("net.ipv4.conf.\(HostPlan.interface).arp_ignore", to: Self.answerNobody) }
    for host in hosts { try host.ip("neigh flush dev \(HostPlan.interface)") }
  }

  /// Tells a host the other's address: what it kept leaves, in its order, and so does all that follows.
  ///
  /// - Throws: as `hold`.
  public func release(_ host: LabHost) throws(Failure) {
    for other in hosts.map(\.plan) where other != host.plan {
      let line =
        "neigh replace \(other.address) lladdr \(other.hardwareAddress) dev \(HostPlan.interface) nud permanent"
      try host.ip(line)
    }
  }

  /// net.ipv4.conf.*.arp_ignore: no question is answered, whatever address it is about.
  private static let answerNobody = "8"
}
