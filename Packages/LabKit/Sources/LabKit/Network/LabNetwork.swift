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
  /// Where the wire is cut, the host in which both its ends are, `HostPlan.cutEnds`; nil where it is whole.
  public let middle: LabHost?
  /// The commands that a person would have typed for the same, for `--verbose`.
  public let commands: [String]

  /// What new connections use, whatever the machine's default is.
  public static let congestionControl = HostSettings.congestionControl

  /// Both.
  public var hosts: [LabHost] { [first, second] }

  /// The commands that make it, and those that stand for what an experiment changed about each host, the middle among them.
  var history: [String] { commands + (hosts + [middle].compactMap(\.self)).flatMap(\.changes) }

  /// Makes the hosts and the wire, after `LabGround.enter`.
  ///
  /// - Parameters:
  ///   - one: the wire's first host.
  ///   - other: its second.
  ///   - isCut: whether both ends of the wire lie in a third host, and nothing passes until somebody joins them.
  /// - Throws: 77 without CAP_SYS_ADMIN, 69 when ip(8) or ethtool(8) is not installed, 71 for anything the kernel
  ///   refuses.
  public init(_ one: HostPlan, _ other: HostPlan, isCut: Bool = false) throws(Failure) {
    first = try Self.makeHost(one)
    second = try Self.makeHost(other)
    middle = isCut ? try Self.makeHost(Self.middlePlan) : nil
    let script = Self.script(one, other, isCut, Self.path(of: first), Self.path(of: second))
    commands = Self.script(one, other, isCut, one.name, other.name).commands(
      one, other, middle: isCut ? Self.middlePlan : nil)
    for host in [first, second] + [middle].compactMap(\.self) { try Self.settle(host) }
    if let middle {
      try NetworkCommand.ip(script.middle, in: middle)
      for end in [HostPlan.cutEnds.0, HostPlan.cutEnds.1] {
        try NetworkCommand.run("ethtool", LinkScript.offloadArguments(of: end), in: middle)
      }
    }
    try NetworkCommand.ip(script.first, in: first)
    try NetworkCommand.ip(script.second, in: second)
    for host in hosts {
      try NetworkCommand.run("ethtool", LinkScript.offloadArguments, in: host)
      do throws(Errno) { try host.awaitLink() } catch { throw Failure(errno: error, doing: "link of \(host.name)") }
    }
  }

  /// Its address is nobody's, unless `route` gives it to its interfaces.
  static let middlePlan = HostPlan(name: "middle", place: 254)!

  private static func script(
    _ one: HostPlan, _ other: HostPlan, _ isCut: Bool, _ firstNamespace: String, _ secondNamespace: String
  ) -> LinkScript {
    isCut
      ? LinkScript(cutBetween: one, other, firstNamespace: firstNamespace, secondNamespace: secondNamespace)
      : LinkScript(from: one, to: other, secondNamespace: secondNamespace)
  }

  /// How ip(8) finds a host.
  private static func path(of host: LabHost) -> String { "/proc/\(getpid())/fd/\(host.namespace.descriptor.rawValue)" }

  private static func makeHost(_ plan: HostPlan) throws(Failure) -> LabHost {
    do throws(Errno) {
      return LabHost(plan, try Namespace.make(.network))
    } catch {
      throw Failure(errno: error, doing: "network namespace for \(plan.name)", needs: "CAP_SYS_ADMIN")
    }
  }

  private static func settle(_ host: LabHost) throws(Failure) {
    do throws(Errno) {
      try host.inside { () throws(Errno) in
        for setting in HostSettings.all {
          let file = "/proc/sys/" + setting.name.split(separator: ".").joined(separator: "/")
          // A kernel without IPv6 has no such file, and nothing to switch off.
          do throws(Errno) { try FileDescriptor.write(setting.value, to: file) } catch {
            guard error == .noSuchFile else { throw error }
          }
        }
      }
    } catch {
      throw Failure(errno: error, doing: "settings of \(host.name)")
    }
  }
}
