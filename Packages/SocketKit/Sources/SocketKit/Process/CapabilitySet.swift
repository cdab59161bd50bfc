/// What the kernel allows beyond an ordinary user, piece by piece.
///
/// Only the pieces that this workspace speaks of have names; the others are bits all the same.
///
/// Source: capabilities(7).
public struct CapabilitySet: OptionSet, Hashable, Sendable {
  /// Bit n is the capability of the number n in <linux/capability.h>.
  public let rawValue: UInt64

  /// - Parameter rawValue: bits that the kernel does not know are as good as not there.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// CAP_DAC_OVERRIDE: reading, writing and searching what a file's mode forbids.
  public static let accessOverride = CapabilitySet(rawValue: 1 << 1)
  /// CAP_FOWNER: what only a file's owner may do otherwise.
  public static let fileOwner = CapabilitySet(rawValue: 1 << 3)
  /// CAP_NET_BIND_SERVICE: ports below net.ipv4.ip_unprivileged_port_start.
  public static let lowPorts = CapabilitySet(rawValue: 1 << 10)
  /// CAP_NET_ADMIN: interfaces, addresses, filters.
  public static let networkAdministration = CapabilitySet(rawValue: 1 << 12)
  /// CAP_NET_RAW: packet(7) and raw(7).
  public static let rawSockets = CapabilitySet(rawValue: 1 << 13)
}
