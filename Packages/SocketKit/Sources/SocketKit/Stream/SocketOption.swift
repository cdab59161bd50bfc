internal import Glibc

/// A socket option by name, with the type of its value: what the kernel takes as a boolean cannot be set to 17.
///
/// Source: socket(7), tcp(7), ip(7), ipv6(7).
public struct SocketOption<Value: Sendable>: Sendable {
  let level: CInt
  let number: CInt
  let name: StaticString
  let encode: @Sendable (Value) -> CInt
  let decode: @Sendable (CInt) -> Value
}

extension SocketOption where Value == Bool {
  private static func flag(_ level: CInt, _ number: CInt, _ name: StaticString) -> Self {
    Self(level: level, number: number, name: name, encode: { $0 ? 1 : 0 }, decode: { $0 != 0 })
  }

  /// SO_REUSEADDR: a listener may bind beside connections of its port that wait in TIME-WAIT.
  public static let reuseAddress = flag(SOL_SOCKET, SO_REUSEADDR, "SO_REUSEADDR")
  /// SO_REUSEPORT: listeners of one user share the port, and the kernel shares out the connections.
  public static let reusePort = flag(SOL_SOCKET, SO_REUSEPORT, "SO_REUSEPORT")
  /// SO_KEEPALIVE: probe a silent peer.
  public static let keepAlive = flag(SOL_SOCKET, SO_KEEPALIVE, "SO_KEEPALIVE")
  /// TCP_NODELAY: Nagle's algorithm off (RFC 9293 §3.7.4).
  public static let noDelay = flag(CInt(IPPROTO_TCP), TCP_NODELAY, "TCP_NODELAY")
  /// TCP_QUICKACK: acknowledge at once; off, wait for octets to go along. The kernel changes it as it sees fit.
  public static let quickAcknowledgment = flag(CInt(IPPROTO_TCP), TCP_QUICKACK, "TCP_QUICKACK")
  /// TCP_CORK: no segment shorter than the MSS until it is cleared.
  public static let cork = flag(CInt(IPPROTO_TCP), TCP_CORK, "TCP_CORK")
  /// IP_BIND_ADDRESS_NO_PORT: bind only the address; the port is chosen at connect, for the whole four-tuple.
  public static let bindAddressOnly = flag(CInt(IPPROTO_IP), 24, "IP_BIND_ADDRESS_NO_PORT")
  /// IPV6_V6ONLY: `::` does not take IPv4.
  public static let ipv6Only = flag(CInt(IPPROTO_IPV6), IPV6_V6ONLY, "IPV6_V6ONLY")
}

extension SocketOption where Value == Int {
  private static func count(_ level: CInt, _ number: CInt, _ name: StaticString) -> Self {
    Self(level: level, number: number, name: name, encode: { CInt(clamping: $0) }, decode: { Int($0) })
  }

  /// SO_SNDBUF in octets; the kernel keeps twice what is set, and says so.
  public static let sendBuffer = count(SOL_SOCKET, SO_SNDBUF, "SO_SNDBUF")
  /// SO_RCVBUF in octets; the kernel keeps twice what is set, and says so.
  public static let receiveBuffer = count(SOL_SOCKET, SO_RCVBUF, "SO_RCVBUF")
  /// TCP_MAXSEG in octets.
  public static let maximumSegmentSize = count(CInt(IPPROTO_TCP), TCP_MAXSEG, "TCP_MAXSEG")
  /// TCP_KEEPCNT: probes without an answer before the connection is given up.
  public static let keepAliveProbes = count(CInt(IPPROTO_TCP), TCP_KEEPCNT, "TCP_KEEPCNT")
  /// SO_BUSY_POLL in microseconds: poll the device instead of waiting for its interrupt.
  public static let busyPollMicroseconds = count(SOL_SOCKET, 46, "SO_BUSY_POLL")
}

extension SocketOption where Value == CInt {
  /// SO_ERROR; reading it clears it.
  static let pendingError = Self(
    level: SOL_SOCKET, number: SO_ERROR, name: "SO_ERROR", encode: { $0 }, decode: { $0 })
}

extension SocketOption where Value == ClosedRange<UInt16> {
  /// IP_LOCAL_PORT_RANGE: where the kernel looks for this socket's port when it connects, at either family. An end beyond
  /// those of net.ipv4.ip_local_port_range has no effect; 0 ... 0 sets none. Linux 6.3.
  public static let localPorts = Self(
    level: CInt(IPPROTO_IP), number: 51, name: "IP_LOCAL_PORT_RANGE",
    encode: { CInt(bitPattern: UInt32($0.upperBound) << 16 | UInt32($0.lowerBound)) },
    decode: {
      let low = UInt16(truncatingIfNeeded: $0)
      // The kernel lets the upper end be missing, which is 0.
      return low ... max(low, UInt16(truncatingIfNeeded: $0 >> 16))
    })
}

extension SocketOption where Value == Duration {
  private static func seconds(_ number: CInt, _ name: StaticString) -> Self {
    Self(
      level: CInt(IPPROTO_TCP), number: number, name: name, encode: { CInt(clamping: max(1, $0.roundedUpSeconds)) },
      decode: { .seconds(Int($0)) })
  }

  /// TCP_KEEPIDLE: silence before the first probe; 1 ... 32767 whole seconds, rounded up.
  public static let keepAliveIdle = seconds(TCP_KEEPIDLE, "TCP_KEEPIDLE")
  /// TCP_KEEPINTVL: time between probes; 1 ... 32767 whole seconds, rounded up.
  public static let keepAliveInterval = seconds(TCP_KEEPINTVL, "TCP_KEEPINTVL")
  /// TCP_USER_TIMEOUT: how long sent octets may stay unacknowledged; milliseconds, 0 for the kernel's default.
  public static let userTimeout = Self(
    level: CInt(IPPROTO_TCP), number: 18, name: "TCP_USER_TIMEOUT",
    encode: { CInt(clamping: $0.roundedUpMilliseconds) }, decode: { .milliseconds(Int($0)) })
}

extension Duration {
  /// Whole seconds, a begun one counted; the nearest that Int64 has.
  var roundedUpSeconds: Int64 { roundedUp(perSecond: 1) }

  /// Whole milliseconds, a begun one counted; the nearest that Int64 has.
  var roundedUpMilliseconds: Int64 { roundedUp(perSecond: 1000) }

  /// - Parameter perSecond: units in a second, a divisor of 10¹⁸.
  private func roundedUp(perSecond: Int64) -> Int64 {
    let (seconds, attoseconds) = components
    let (whole, part) = attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000 / perSecond)
    let (scaled, tooFar) = seconds.multipliedReportingOverflow(by: perSecond)
    let (sum, overflow) = scaled.addingReportingOverflow(whole + (part > 0 ? 1 : 0))
    guard tooFar || overflow else { return sum }
    return seconds < 0 ? .min : .max
  }
}

// What a socket of any kind is asked.
extension FileDescriptor {
  /// getsockopt(2).
  borrowing func option<Value>(_ option: SocketOption<Value>) throws(Errno) -> Value {
    let number = rawValue
    var encoded: CInt = 0
    var length = socklen_t(MemoryLayout<CInt>.size)
    _ = try SystemCall.run("getsockopt", on: number, "\(option.name)") {
      getsockopt(number, option.level, option.number, &encoded, &length)
    }
    return option.decode(encoded)
  }

  /// SO_ERROR, which reading clears.
  borrowing func pendingError() throws(Errno) -> Errno? {
    let number = try option(.pendingError)
    return number == 0 ? nil : Errno(rawValue: number)
  }
}
