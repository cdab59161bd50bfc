import PacketCodec

/// The routes, the longest prefix first.
///
/// The caller configures a handful, so a walk is quicker than a tree. The interface's own network is always there.
///
/// Source: RFC 1122 §3.3.1; RFC 4632 §5.1.
struct RouteTable: Sendable {
  /// More than a laboratory's host has, and few enough to walk for each datagram.
  static let limit = 64

  private let interface: InterfaceAddress
  private var routes: [Route]

  /// - Precondition: at most `limit` routes.
  init(_ interface: InterfaceAddress, gateway: IPv4Address?, routes further: [Route] = []) {
    precondition(further.count <= Self.limit, "more than \(Self.limit) routes")
    self.interface = interface
    routes = further + [Route(to: interface.network)]
    if let gateway { routes.append(Route(to: .all, through: gateway)) }
    routes.sort { $0.destinations.length > $1.destinations.length }
  }

  /// Who takes a datagram for `destination` next; nil when no route leads there.
  func nextHop(to destination: IPv4Address) -> NextHop? {
    switch interface.role(of: destination) {
    case .own, .loopback: return .myself
    case .broadcast: return .everyone
    case .multicast: return .group(destination)
    case .reserved: return nil
    case .host: break
    }
    guard let route = routes.first(where: { $0.destinations.contains(destination) }) else { return nil }
    return .neighbor(route.gateway ?? destination)
  }
}
