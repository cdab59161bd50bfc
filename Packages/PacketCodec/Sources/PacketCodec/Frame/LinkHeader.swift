/// What a frame begins with, by the kind of link it was captured on.
public enum LinkHeader: Hashable, Sendable {
  /// Nothing: the link has no header, or it could not be read.
  case none
  /// Ethernet's.
  case ethernet(EthernetHeader)
  /// Linux' made-up one.
  case cooked(CookedHeader)
  /// Linux' made-up one, version 2.
  case cooked2(CookedHeader2)
  /// BSD's address family.
  case loopback(LoopbackHeader)

  /// Octets it takes.
  public var encodedCount: Int {
    switch self {
    case .none: 0
    case .ethernet(let header): header.encodedCount
    case .cooked: CookedHeader.encodedCount
    case .cooked2: CookedHeader2.encodedCount
    case .loopback: LoopbackHeader.encodedCount
    }
  }
}
