/// Why there is no capture.
public enum CaptureError: Error, Hashable, Sendable {
  /// The process lacks a capability to capture on this interface: CAP_NET_RAW in the interface's user namespace.
  case notPermitted(interface: String)
  /// No interface has this name in this network namespace.
  case noSuchInterface(String)
  /// The interface is there and switched off, or went away while capturing.
  case interfaceDown(String)
  /// The filter is not in the language of pcap-filter(7), or means nothing on this link; with libpcap's reason.
  case badFilter(String, reason: String)
  /// Anything else, in libpcap's words.
  case failed(interface: String, reason: String)
}

extension CaptureError: CustomStringConvertible {
  /// One phrase for a diagnostic, naming the interface or the filter.
  public var description: String {
    switch self {
    case .notPermitted(let interface): "\(interface): needs CAP_NET_RAW"
    case .noSuchInterface(let interface): "\(interface): no such interface"
    case .interfaceDown(let interface): "\(interface): the interface is down"
    case .badFilter(let filter, let reason): "filter \"\(filter)\": \(reason)"
    case .failed(let interface, let reason): "\(interface): \(reason)"
    }
  }
}
