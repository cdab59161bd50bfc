/// What a diagnosis has to know beside the sockets, and needs to look at but once.
public struct MachineFacts: Hashable, Sendable {
  /// Whose the sockets are.
  public var owners: SocketOwners
  /// Descriptors of the processes that own some, by pid.
  public var descriptors: [CInt: DescriptorUse]
  /// Where the kernel, or the program itself, looks for a port to connect from; nil when that is not known.
  public var ports: EphemeralPorts?
  /// Whether somebody said that these are the program's ports: then no range of its own is guessed.
  public var arePortsGiven: Bool
  /// When the port of a connection in TIME_WAIT is free again.
  public var reuse: TimeWaitReuse

  /// Facts from their parts.
  public init(
    owners: SocketOwners = SocketOwners([]), descriptors: [CInt: DescriptorUse] = [:], ports: EphemeralPorts? = nil,
    arePortsGiven: Bool = false, reuse: TimeWaitReuse = TimeWaitReuse(.never)
  ) {
    self.owners = owners
    self.descriptors = descriptors
    self.ports = ports
    self.arePortsGiven = arePortsGiven
    self.reuse = reuse
  }
}
