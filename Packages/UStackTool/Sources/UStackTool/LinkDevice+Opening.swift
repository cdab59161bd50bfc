internal import PacketCodec
internal import SocketKit
internal import ToolKit
internal import UStackLink

extension LinkDevice {
  /// Opens what the command line names: the one interface or the one TAP.
  ///
  /// - Returns: the device, and its interface, which is up if it is a TAP.
  static func opened(_ options: StackOptions) throws(Failure) -> LinkDevice {
    switch (options.interface, options.tap) {
    case (let name?, nil): return try packet(name)
    case (nil, let name?): return try tap(name, options)
    default: throw Failure(.usage, "one of -i IF and --tap NAME is needed, and not both")
    }
  }

  private static func packet(_ name: String) throws(Failure) -> LinkDevice {
    do throws(Errno) {
      return try .sharing(NetworkInterface(named: name))
    } catch {
      throw Failure(errno: error, doing: "-i \(name)", needs: "CAP_NET_RAW")
    }
  }

  private static func tap(_ name: String, _ options: StackOptions) throws(Failure) -> LinkDevice {
    guard options.address != nil else {
      throw Failure(.usage, "--tap \(name): needs --address: there is none to borrow behind a TAP")
    }
    do throws(Errno) {
      let device = try LinkDevice.cable(ofTap: name, isOffloading: options.offload == .on)
      let interface = try device.interface()
      try interface.bringUp()
      try awaitLink(of: interface)
      return device
    } catch {
      throw Failure(errno: error, doing: "--tap \(name)", needs: "CAP_NET_ADMIN")
    }
  }

  /// The kernel sends nothing out of a TAP before it has noted that somebody holds the cable: up to a second after.
  private static func awaitLink(of interface: NetworkInterface) throws(Errno) {
    let end = Timestamp.monotonicNow + 3_000_000_000
    while try !interface.isRunning(), Timestamp.monotonicNow < end {
      SystemCall.sleep(until: Timestamp.monotonicNow + 1_000_000)
    }
  }
}
