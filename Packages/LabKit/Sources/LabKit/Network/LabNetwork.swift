internal import Glibc
internal import SocketKit
public import ToolKit

/// Two hosts and a wire between them.
///
/// Nothing of it has a name outside this process, so nothing can collide with another run, and nothing is left to clean
/// up: docs/decisions/0003-anonymous-namespaces.md.
public final class LabNetwork: Sendable {
  /// The hosts, as they were planned.
  public let first: LabHost
  /// The other end of the wire.
  public let second: LabHost
  /// The commands that a person would have typed for the same, for `--verbose`.
  public let commands: [String]

  /// What new connections use: the one algorithm that every kernel allows in every namespace. The machine's default
  /// would be inherited otherwise, and a run would differ from machine to machine.
  public static let congestionControl = "reno"

  /// Both.
  public var hosts: [LabHost] { [first, second] }

  /// Makes the hosts and the wire, after `LabGround.enter`.
  ///
  /// - Throws: 77 without CAP_SYS_ADMIN, 69 when ip(8) or ethtool(8) is not installed, 71 for anything the kernel
  ///   refuses.
  public init(_ one: HostPlan, _ other: HostPlan) throws(Failure) {
    first = try Self.makeHost(one)
    second = try Self.makeHost(other)
    let path = "/proc/\(getpid())/fd/\(second.namespace.descriptor.rawValue)"
    let script = LinkScript(from: one, to: other, secondNamespace: path)
    commands = LinkScript(from: one, to: other, secondNamespace: other.name).commands(one, other)
    try Self.settle(first)
    try Self.settle(second)
    try NetworkCommand.ip(script.first, in: first)
    try NetworkCommand.ip(script.second, in: second)
    for host in hosts {
      try NetworkCommand.run("ethtool", LinkScript.offloadArguments, in: host)
      do throws(Errno) { try host.awaitLink() } catch { throw Failure(errno: error, doing: "link of \(host.name)") }
    }
  }

  private static func makeHost(_ plan: HostPlan) throws(Failure) -> LabHost {
    do throws(Errno) {
      return LabHost(plan, try Namespace.make(.network))
    } catch {
      throw Failure(errno: error, doing: "network namespace for \(plan.name)", needs: "CAP_SYS_ADMIN")
    }
  }

  /// The settings of a fresh namespace that would disturb: IPv6 sends of its own accord, and the congestion control is
  /// the machine's default, whatever that is.
  private static func settle(_ host: LabHost) throws(Failure) {
    do throws(Errno) {
      try host.inside { () throws(Errno) in
        // A kernel without IPv6 has no such file, and nothing to switch off.
        try? FileDescriptor.write("1", to: "/proc/sys/net/ipv6/conf/all/disable_ipv6")
        try? FileDescriptor.write("1", to: "/proc/sys/net/ipv6/conf/default/disable_ipv6")
        try FileDescriptor.write(Self.congestionControl, to: "/proc/sys/net/ipv4/tcp_congestion_control")
      }
    } catch {
      throw Failure(errno: error, doing: "settings of \(host.name)")
    }
  }
}
