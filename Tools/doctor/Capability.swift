import Glibc
import ToolKit

/// Something that a machine may allow or not, in the order in which it is told.
enum Capability: String, CaseIterable {
  case kernel
  case processes
  case userNamespaces = "user-namespaces"
  case networkNamespaces = "network-namespaces"
  case network
  case rawSockets = "raw-sockets"
  case tap
  case socketDiagnosis = "socket-diagnosis"
  case congestionControl = "congestion-control"
  case portRange = "port-range"
  case ownPorts = "own-ports"
  case backlog
  case descriptors
  case ip
  case offloads
  case nft
  case strace
  case tcpdump
  case tshark
  case tracefs

  /// Whether an experiment of the laboratory cannot do without it.
  var isForLaboratory: Bool {
    switch self {
    case .kernel, .processes, .networkNamespaces, .network, .rawSockets, .socketDiagnosis, .congestionControl,
      .ownPorts,
      .descriptors, .ip, .offloads, .nft:
      true
    case .userNamespaces: geteuid() != 0
    case .tap, .portRange, .backlog, .strace, .tcpdump, .tshark, .tracefs: false
    }
  }

  /// Those of these names, or all when there is none.
  static func named(_ names: [String]) throws(Failure) -> [Capability] {
    var capabilities: [Capability] = []
    for name in names {
      guard let capability = Capability(rawValue: name) else {
        let all = allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(.usage, "'\(name)': must be one of \(all)")
      }
      capabilities.append(capability)
    }
    return names.isEmpty ? allCases : capabilities
  }
}
