internal import EventLoop
internal import SocketKit
internal import ToolKit
internal import UStack
internal import UStackLink

extension StackHost {
  static func signals() throws(Failure) -> SignalDescriptor {
    try Tool.attempt("signalfd") { () throws(Errno) in try SignalDescriptor([.interrupt, .terminate]) }
  }

  static func loop(
    watching device: borrowing LinkDevice, _ signals: borrowing SignalDescriptor, isSpinning: Bool
  ) throws(Failure) -> EventLoop {
    do throws(Errno) {
      // The only CPU is needed by whoever is to answer.
      let brief = Processors.online > 1 ? spin : .zero
      let loop = try EventLoop(capacity: 16, spin: isSpinning ? busySpin : brief)
      try loop.poller.add(signals.descriptor, signalToken, .readable)
      try device.withDescriptor { descriptor throws(Errno) in
        try loop.poller.add(descriptor, linkToken, .readable)
      }
      return loop
    } catch {
      throw Failure(errno: error, doing: "epoll")
    }
  }

  /// Holds the port where the kernel might give it to somebody else.
  static func reservation(_ port: UInt16?, at place: StackPlace) throws(Failure) -> StreamSocket? {
    guard place.isBorrowed, let port else { return nil }
    return try place.reserve(port)
  }

  /// The port itself, and the kernel's silence about it.
  static func number(
    _ port: UInt16?, _ reservation: borrowing StreamSocket?, at place: StackPlace
  ) throws(Failure) -> UInt16? {
    guard place.isBorrowed else {
      return port == 0 ? .random(in: TCP.Configuration().ephemeralPorts) : port
    }
    guard reservation != nil else { return nil }
    let number: UInt16
    do throws(Errno) {
      number = try reservation!.localAddress().port
    } catch {
      throw Failure(errno: error, doing: "getsockname")
    }
    try PortGuard.install(interface: place.interface.index, address: "\(place.address.address)", port: number)
    return number
  }
}
