public import PacketCodec

/// An entry of the neighbour cache, for who wants to show it.
public struct KnownNeighbor: Hashable, Sendable {
  /// Its address.
  public var address: IPv4Address
  /// Its station.
  public var hardware: MACAddress
  /// The time since it last said so.
  public var age: Interval

  /// An entry with these fields.
  public init(address: IPv4Address, hardware: MACAddress, age: Interval) {
    self.address = address
    self.hardware = hardware
    self.age = age
  }
}
