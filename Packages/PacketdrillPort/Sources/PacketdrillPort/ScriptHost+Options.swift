internal import Glibc
internal import UStack

// Socket options, by their numbers on Linux.

/// The options of IPPROTO_TCP that scripts use and Glibc's module does not all name.
enum TCPOptionNumber {
  static let noDelay: Int32 = 1
  static let maximumSegment: Int32 = 2
  static let cork: Int32 = 3
  static let keepIdle: Int32 = 4
  static let keepInterval: Int32 = 5
  static let keepCount: Int32 = 6
  static let synCount: Int32 = 7
  static let information: Int32 = 11
  static let congestion: Int32 = 13
  static let userTimeout: Int32 = 18
}

extension ScriptHost {
  func setOption(_ number: Int32, level: Int32, name: Int32, _ value: UnsafeRawBufferPointer) -> Outcome {
    guard sockets[number] != nil else { return .failure(.init(EBADF)) }
    let integer = value.count >= 4 ? Int(value.loadUnaligned(as: Int32.self)) : 0
    switch (level, name) {
    case (Int32(IPPROTO_TCP), _): setTCPOption(number, name: name, integer, value)
    case (SOL_SOCKET, SO_RCVBUF): sockets[number]?.options.receiveBuffer = .fixed(min(max(integer * 2, 4096), 1 << 30))
    case (SOL_SOCKET, SO_SNDBUF): sockets[number]?.options.sendBuffer = min(max(integer * 2, 4608), 1 << 30)
    case (SOL_SOCKET, SO_KEEPALIVE):
      let before = sockets[number]?.options.keepAlive ?? .init()
      sockets[number]?.options.keepAlive = integer != 0 ? before : nil
    case (SOL_SOCKET, SO_LINGER):
      let seconds = value.count >= 8 ? value.loadUnaligned(fromByteOffset: 4, as: Int32.self) : 1
      sockets[number]?.resetsOnClose = integer != 0 && seconds == 0
    case (Int32(IPPROTO_IP), IP_TTL): sockets[number]?.options.timeToLive = UInt8(clamping: integer)
    case (Int32(IPPROTO_IP), IP_TOS):
      sockets[number]?.options.differentiatedServices = UInt8(truncatingIfNeeded: integer) >> 2
    default: break
    }
    pump()
    return .success(0)
  }

  private func setTCPOption(_ number: Int32, name: Int32, _ integer: Int, _ value: UnsafeRawBufferPointer) {
    switch name {
    case TCPOptionNumber.noDelay:
      sockets[number]?.options.noDelay = integer != 0
      if case .connection(let id)? = sockets[number]?.role { stack.tcp.setNoDelay(id, integer != 0, now: now) }
    case TCPOptionNumber.cork:
      sockets[number]?.isCorked = integer != 0
      if case .connection(let id)? = sockets[number]?.role { stack.tcp.setCorked(id, integer != 0, now: now) }
    case TCPOptionNumber.keepIdle: keepAlive(number) { $0.idle = .seconds(integer) }
    case TCPOptionNumber.keepInterval: keepAlive(number) { $0.interval = .seconds(integer) }
    case TCPOptionNumber.keepCount: keepAlive(number) { $0.probes = integer }
    case TCPOptionNumber.synCount: sockets[number]?.options.synRetries = integer
    case TCPOptionNumber.userTimeout:
      sockets[number]?.options.userTimeout = integer > 0 ? .milliseconds(integer) : nil
    case TCPOptionNumber.congestion:
      let text = String(decoding: value.prefix { $0 != 0 }, as: UTF8.self)
      if let algorithm = ConnectionOptions.CongestionAlgorithm(rawValue: text) {
        sockets[number]?.options.congestion = algorithm
      }
    default: break
    }
    if case .connection(let id)? = sockets[number]?.role, let options = sockets[number]?.options {
      stack.tcp.setTimers(id, keepAlive: options.keepAlive, userTimeout: options.userTimeout, now: now)
    }
  }

  private func keepAlive(_ number: Int32, _ change: (inout ConnectionOptions.KeepAlive) -> Void) {
    var keepAlive = sockets[number]?.options.keepAlive ?? .init()
    change(&keepAlive)
    if sockets[number]?.options.keepAlive != nil { sockets[number]?.options.keepAlive = keepAlive }
  }

  /// - Returns: octets written to `value`.
  func option(_ number: Int32, level: Int32, name: Int32, into value: UnsafeMutableRawBufferPointer) -> Outcome {
    guard let socket = sockets[number] else { return .failure(.init(EBADF)) }
    if level == Int32(IPPROTO_TCP), name == TCPOptionNumber.information { return information(socket, into: value) }
    guard value.count >= 4 else { return .failure(.init(EINVAL)) }
    var integer = 0
    switch (level, name) {
    case (SOL_SOCKET, SO_ERROR): integer = pendingError(number, socket)
    case (SOL_SOCKET, SO_RCVBUF): integer = socket.options.receiveBuffer.start
    case (SOL_SOCKET, SO_SNDBUF): integer = socket.options.sendBuffer
    case (Int32(IPPROTO_TCP), TCPOptionNumber.noDelay): integer = socket.options.noDelay ? 1 : 0
    case (Int32(IPPROTO_TCP), TCPOptionNumber.cork): integer = socket.isCorked ? 1 : 0
    case (Int32(IPPROTO_TCP), TCPOptionNumber.maximumSegment):
      if case .connection(let id) = socket.role { integer = stack.tcp.information(id)?.segmentOctets ?? 536 }
    case (Int32(IPPROTO_TCP), TCPOptionNumber.userTimeout):
      integer = socket.options.userTimeout.map { Int($0.milliseconds) } ?? 0
    default: break
    }
    value.storeBytes(of: Int32(truncatingIfNeeded: integer), as: Int32.self)
    return .success(4)
  }

  private func pendingError(_ number: Int32, _ socket: ScriptSocket) -> Int {
    guard case .connection(let id) = socket.role, !socket.hasToldError, let error = brokenError(id) else { return 0 }
    sockets[number]?.hasToldError = true
    return Int(error.number)
  }

  private func information(_ socket: ScriptSocket, into value: UnsafeMutableRawBufferPointer) -> Outcome {
    guard case .connection(let id) = socket.role, let information = stack.tcp.information(id) else {
      return .failure(.init(ENOTCONN))
    }
    let octets = LinuxInformation(information).octets
    let count = min(octets.count, value.count)
    octets.withUnsafeBytes { value.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    return .success(count)
  }
}
