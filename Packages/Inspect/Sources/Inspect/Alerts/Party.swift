public import PacketCodec

/// An end of what an alert speaks of.
public enum Party: Hashable, Sendable {
  /// A host.
  case host(IPv4Address)
  /// A program's end of a flow.
  case endpoint(Endpoint)
  /// A station of the link.
  case station(MACAddress)
  /// More than one.
  case many
  /// The frame does not say.
  case unknown
}

extension Party: CustomStringConvertible {
  /// The address, with its port where it has one; `many` and `unknown`.
  public var description: String {
    switch self {
    case .host(let address): "\(address)"
    case .endpoint(let endpoint): "\(endpoint)"
    case .station(let address): "\(address)"
    case .many: "many"
    case .unknown: "unknown"
    }
  }
}
