import Glibc
import LabKit
import SocketKit
import ToolKit

// Namespaces, and what may be done in them.
extension Trial {
  static func userNamespaces() -> Finding {
    do throws(Errno) {
      try Namespace.becomeRootOfNewUserNamespace()
      return .yes("became root of a new one")
    } catch {
      return .no(
        "unshare and uid_map: \(error)", still: geteuid() == 0 ? "everything for root" : stillTools,
        cure: "run as root, or sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone=1, "
          + "kernel.apparmor_restrict_unprivileged_userns=0; in a container, allow unshare")
    }
  }

  static func networkNamespaces() -> Finding {
    onGround { () throws(Failure) in .yes("entered a new one") }
  }

  /// The whole ground of an experiment.
  static func network() -> Finding {
    onGround { () throws(Failure) in
      guard let one = HostPlan(name: "one", place: 1), let two = HostPlan(name: "two", place: 2) else {
        throw Failure(.software, "no plan")
      }
      let network = try LabNetwork(one, two)
      return .yes("joined \(network.hosts.count) hosts by a wire, with offloads off")
    }
  }

  /// Frames of this machine's interfaces, and of the laboratory's.
  static func rawSockets() -> Finding {
    do throws(Errno) {
      _ = try PacketSocket(on: NetworkInterface(named: HostPlan.loopback))
      return .yes("AF_PACKET on \(HostPlan.loopback), in this network")
    } catch {
      let here = error
      let there = onGround { () throws(Failure) in
        do throws(Errno) {
          _ = try PacketSocket(on: NetworkInterface(named: HostPlan.loopback))
        } catch {
          throw Failure(errno: error, doing: "AF_PACKET in a namespace", needs: "CAP_NET_RAW")
        }
        return .partly(
          "AF_PACKET in a namespace of one's own; in this network: \(here)",
          still: "the laboratory, and reading captures",
          cure: "for capture and gotcp-* on this machine's interfaces: root, or setcap cap_net_raw+ep TOOL")
      }
      return there
    }
  }

  static func tap() -> Finding {
    let still = "the laboratory; gotcp-* on an interface (-i)"
    return onGround(still: still) { () throws(Failure) in
      do throws(Errno) {
        return .yes("made \(try TapDevice().name) in a namespace of its own")
      } catch {
        return .no(
          "/dev/net/tun: \(error)", still: still,
          cure: "modprobe tun; in a container, --device /dev/net/tun and CAP_NET_ADMIN")
      }
    }
  }

  /// Does something where experiments are done.
  static func onGround(still: String = stillTools, _ body: () throws(Failure) -> Finding) -> Finding {
    do throws(Failure) {
      try LabGround.enter()
    } catch {
      return .no(
        error.message, still: still, cure: "see user-namespaces; in a container, allow unshare, or give CAP_SYS_ADMIN")
    }
    do throws(Failure) {
      return try body()
    } catch {
      return .no(error.message, still: still, cure: "see the lines of what it needs: ip, offloads, network-namespaces")
    }
  }
}
