internal import CSocketShims
internal import Glibc

extension StreamSocket {
  /// setsockopt(2): `socket.set(.noDelay, to: true)`.
  public borrowing func set<Value>(_ option: SocketOption<Value>, to value: Value) throws(Errno) {
    let number = descriptor.rawValue
    var encoded = option.encode(value)
    _ = try SystemCall.run("setsockopt", on: number, "\(option.name), \(encoded)") {
      setsockopt(number, option.level, option.number, &encoded, socklen_t(MemoryLayout<CInt>.size))
    }
  }

  /// getsockopt(2): `socket.option(.sendBuffer)`.
  public borrowing func option<Value>(_ option: SocketOption<Value>) throws(Errno) -> Value {
    try descriptor.option(option)
  }

  /// SO_ERROR, which reading clears: why a connect failed or a connection broke, or nil.
  public borrowing func pendingError() throws(Errno) -> Errno? {
    try descriptor.pendingError()
  }

  /// How long close(2) may wait for the peer.
  public enum Linger: Hashable, Sendable {
    /// The kernel sends what is queued after close has returned.
    case inBackground
    /// 0 makes close send RST; more makes it wait, even on a nonblocking socket.
    case seconds(Int)
  }

  /// Names SO_LINGER, whose value is no single number.
  public struct LingerOption: Sendable {
    /// The only one.
    public static let linger = LingerOption()
  }

  /// SO_LINGER: `socket.set(.linger, to: .seconds(0))`.
  public borrowing func set(_ option: LingerOption, to value: Linger) throws(Errno) {
    let number = descriptor.rawValue
    var encoded =
      switch value {
      case .inBackground: Glibc.linger(l_onoff: 0, l_linger: 0)
      case .seconds(let seconds): Glibc.linger(l_onoff: 1, l_linger: CInt(clamping: seconds))
      }
    _ = try SystemCall.run("setsockopt", on: number, "SO_LINGER, \(encoded.l_onoff), \(encoded.l_linger)") {
      setsockopt(number, SOL_SOCKET, SO_LINGER, &encoded, socklen_t(MemoryLayout<Glibc.linger>.size))
    }
  }

  /// SO_LINGER as it is: `socket.option(.linger)`.
  public borrowing func option(_ option: LingerOption) throws(Errno) -> Linger {
    let number = descriptor.rawValue
    var encoded = Glibc.linger()
    var length = socklen_t(MemoryLayout<Glibc.linger>.size)
    _ = try SystemCall.run("getsockopt", on: number, "SO_LINGER, \(encoded.l_onoff), \(encoded.l_linger)") {
      getsockopt(number, SOL_SOCKET, SO_LINGER, &encoded, &length)
    }
    return encoded.l_onoff == 0 ? .inBackground : .seconds(Int(encoded.l_linger))
  }

  /// TCP_CONGESTION: the algorithm's name as the kernel lists it, such as "cubic".
  ///
  /// - Throws: `.noSuchFile` for one the kernel does not have, `.notPermitted` for one it reserves.
  public borrowing func setCongestionControl(_ name: String) throws(Errno) {
    let number = descriptor.rawValue
    _ = try SystemCall.run("setsockopt", on: number, "TCP_CONGESTION, \(name)") {
      name.withCString { setsockopt(number, CInt(IPPROTO_TCP), TCP_CONGESTION, $0, socklen_t(name.utf8.count)) }
    }
  }

  /// TCP_CONGESTION as it is, at most 15 octets.
  public borrowing func congestionControl() throws(Errno) -> String {
    let number = descriptor.rawValue
    var name = [UInt8](repeating: 0, count: 16)
    var length = socklen_t(name.count)
    _ = try SystemCall.run("getsockopt", on: number, "TCP_CONGESTION") {
      getsockopt(number, CInt(IPPROTO_TCP), TCP_CONGESTION, &name, &length)
    }
    return String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// TCP_INFO: what the kernel knows of this connection now.
  public borrowing func information() throws(Errno) -> TCPInformation {
    let number = descriptor.rawValue
    var raw = csocket_tcp_info()
    _ = try SystemCall.run("getsockopt", on: number, "TCP_INFO") { csocket_tcp_info(number, &raw) }
    return TCPInformation(raw)
  }
}
