public import SocketKit

extension Option {
  /// `--sources A-B`: addresses of this host from which connections come in turn; nil, the default, leaves it to the
  /// kernel.
  ///
  /// - Parameter field: what it sets.
  public static func sources(_ field: any WritableKeyPath<Options, IPAddressRange?> & Sendable) -> Option {
    custom(
      nil, "sources", "A-B", accepted: "two addresses of this host, at most \(IPAddressRange.limit) apart",
      "take source addresses from here in turn", field, show: { $0?.description },
      read: { IPAddressRange($0).map { .some($0) } })
  }
}
