internal import CSocketShims

/// A network interface of the present network namespace, by name.
public struct NetworkInterface: Hashable, Sendable {
  /// Its name, 1 ... 15 octets.
  public let name: String
  /// Its number in this namespace.
  public let index: CInt

  /// Looks an interface up.
  ///
  /// - Throws: `.noSuchDevice` when there is none of that name here; `.tooManyOpenFiles` and its kin, because the
  ///   question needs a socket.
  public init(named name: String) throws(Errno) {
    // Not if_nametoindex(3), which hides why it got no socket. A longer name would be cut to another's.
    guard name.utf8.count < 16, !name.utf8.contains(0) else { throw .noSuchDevice }
    index = try SystemCall.run("ioctl", "SIOCGIFINDEX, \(name)") { csocket_interface_index(name) }
    self.name = name
  }

  /// Its Ethernet address, 6 octets.
  public func hardwareAddress() throws(Errno) -> [UInt8] {
    var address = [UInt8](repeating: 0, count: 6)
    _ = try SystemCall.run("ioctl", "SIOCGIFHWADDR, \(name)") {
      csocket_interface_hardware_address(name, &address)
    }
    return address
  }

  /// The largest payload of a frame, octets.
  public func maximumTransmissionUnit() throws(Errno) -> Int {
    Int(try SystemCall.run("ioctl", "SIOCGIFMTU, \(name)") { csocket_interface_mtu(name) })
  }

  /// Switches it on.
  public func bringUp() throws(Errno) {
    _ = try SystemCall.run("ioctl", "SIOCSIFFLAGS, \(name), IFF_UP") { csocket_interface_up(name) }
  }

  /// Whether it is on and its link is up, so that frames pass: IFF_RUNNING. The kernel notes a new link with a delay of
  /// up to a second.
  public func isRunning() throws(Errno) -> Bool {
    try SystemCall.run("ioctl", "SIOCGIFFLAGS, \(name)") { csocket_interface_running(name) } == 1
  }
}
