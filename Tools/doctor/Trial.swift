import Glibc
import LabKit
import Observe
import SocketKit
import ToolKit

/// Tries a capability for real, in the process that it is called in: it may be in other namespaces afterwards.
enum Trial {
  static func run(_ capability: Capability) -> Finding {
    switch capability {
    case .kernel: kernel()
    case .processes: processes()
    case .userNamespaces: userNamespaces()
    case .networkNamespaces: networkNamespaces()
    case .network: network()
    case .rawSockets: rawSockets()
    case .tap: tap()
    case .socketDiagnosis: socketDiagnosis()
    case .congestionControl: congestionControl()
    case .portRange: portRange()
    case .ownPorts: ownPorts()
    case .backlog: backlog()
    case .descriptors: descriptors()
    case .ip: ip()
    case .offloads: offloads()
    case .nft: nft()
    case .strace: strace()
    case .tcpdump: reader("tcpdump", ["--version"])
    case .tshark: reader("tshark", ["--version"])
    case .tracefs: tracefs()
    }
  }

  /// Nothing but these needs no laboratory.
  static let stillTools = "the tools on this machine's own network"

  private static func kernel() -> Finding {
    var name = utsname()
    uname(&name)
    func text(_ field: some Any) -> String {
      withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    return .yes("\(text(name.sysname)) \(text(name.release)) \(text(name.machine))")
  }

  /// Whose descriptors may be seen: its own at least, which the laboratory asks about its children.
  private static func processes() -> Finding {
    do throws(Errno) {
      var own = try ProcessDescriptors(of: getpid())
      guard !own.look().isEmpty else { throw .noSuchFile }
      let all = (try? ProcessDescriptors(of: 1)) != nil
      return .yes("/proc shows the descriptors of \(all ? "all processes" : "one's own processes, not of others")")
    } catch {
      return .no(
        "/proc/\(getpid())/fd: \(error)", still: "tools that do not ask whose a socket is", cure: "mount /proc")
    }
  }
}
