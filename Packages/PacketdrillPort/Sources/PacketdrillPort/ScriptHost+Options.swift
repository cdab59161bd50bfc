internal import Glibc
internal import UStack

// Socket options: what is chosen for a socket, and read back.

extension ScriptHost {
  func setOption(_ number: Int32, level: Int32, name: Int32, _ value: UnsafeRawBufferPointer) -> Outcome {
    guard sockets[number] != nil else { return .failure(.init(EBADF)) }
    if level == OptionNumber.tcp, let refused = setFastOpenOption(number, name, value) { return refused }
    let integer = value.integer
    switch (level, name) {
    case (OptionNumber.tcp, OptionNumber.TCP.congestion):
      let text = String(decoding: value.prefix { $0 != 0 }, as: UTF8.self)
      guard let algorithm = ConnectionOptions.CongestionAlgorithm(rawValue: text) else {
        return .failure(.init(ENOENT))
      }
      sockets[number]?.options.congestion = algorithm
    case (OptionNumber.tcp, OptionNumber.TCP.maximumSegment):
      guard integer == 0 || (88 ... 32_767).contains(integer) else { return .failure(.init(EINVAL)) }
      sockets[number]?.options.maximumSegment = integer == 0 ? nil : integer
    case (OptionNumber.tcp, OptionNumber.TCP.cork): cork(number, integer != 0)
    case (OptionNumber.tcp, OptionNumber.TCP.noDelay):
      sockets[number]?.options.noDelay = integer != 0
      if integer != 0, case .connection(let id)? = sockets[number]?.role { stack.tcp.push(id, now: now) }
    case (OptionNumber.tcp, _): sockets[number]?.setTCPOption(name, integer)
    case (OptionNumber.socket, SO_LINGER):
      let seconds = value.count >= 8 ? value.loadUnaligned(fromByteOffset: 4, as: Int32.self) : 1
      sockets[number]?.resetsOnClose = integer != 0 && seconds == 0
    case (OptionNumber.socket, _): sockets[number]?.setSocketOption(name, integer)
    case (OptionNumber.ip, IP_TTL): sockets[number]?.options.timeToLive = UInt8(clamping: integer)
    case (OptionNumber.ip, IP_TOS):
      sockets[number]?.options.differentiatedServices = UInt8(truncatingIfNeeded: integer) >> 2
    default: break
    }
    sockets[number]?.values[ScriptSocket.OptionKey(level: level, name: name)] = integer
    follow(number)
    pump()
    return .success(0)
  }

  /// What stands follows what was chosen.
  private func follow(_ number: Int32) {
    guard let socket = sockets[number] else { return }
    switch socket.role {
    case .fresh: break
    case .listening(let id): stack.tcp.setOptions(id, socket.options)
    case .connection(let id): stack.tcp.setOptions(id, socket.options, now: now)
    }
  }

  private func cork(_ number: Int32, _ isCorked: Bool) {
    sockets[number]?.isCorked = isCorked
    if case .connection(let id)? = sockets[number]?.role { stack.tcp.setCorked(id, isCorked, now: now) }
  }

  /// - Returns: octets written to `value`.
  func option(_ number: Int32, level: Int32, name: Int32, into value: UnsafeMutableRawBufferPointer) -> Outcome {
    guard let socket = sockets[number] else { return .failure(.init(EBADF)) }
    if level == OptionNumber.tcp, name == OptionNumber.TCP.information { return information(socket, into: value) }
    guard value.count >= 4 else { return .failure(.init(EINVAL)) }
    let integer: Int
    switch (level, name) {
    case (OptionNumber.socket, SO_ERROR): integer = takeError(number)
    case (OptionNumber.tcp, OptionNumber.TCP.maximumSegment): integer = maximumSegment(of: socket)
    default: integer = socket.option(level, name)
    }
    value.storeBytes(of: Int32(truncatingIfNeeded: integer), as: Int32.self)
    return .success(4)
  }

  private func maximumSegment(of socket: ScriptSocket) -> Int {
    guard case .connection(let id) = socket.role, let information = stack.tcp.information(id) else {
      return socket.options.maximumSegment ?? 536
    }
    return information.segmentOctets
  }

  private func takeError(_ number: Int32) -> Int {
    guard let socket = sockets[number], case .connection(let id) = socket.role, !socket.hasToldError,
      let error = brokenError(id)
    else { return 0 }
    sockets[number]?.hasToldError = true
    return Int(error.number)
  }

  private func information(_ socket: ScriptSocket, into value: UnsafeMutableRawBufferPointer) -> Outcome {
    var structure: LinuxInformation
    switch socket.role {
    case .fresh: structure = LinuxInformation(.closed)
    case .listening: structure = LinuxInformation(.listen)
    case .connection(let id):
      structure = stack.tcp.information(id).map { LinuxInformation($0, now: now) } ?? LinuxInformation(.closed)
    }
    let count = min(structure.octets.count, value.count)
    structure.octets.withUnsafeBytes { value.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    return .success(count)
  }
}

extension UnsafeRawBufferPointer {
  /// The value of an option that is an `int`, or of one that is a `char`.
  fileprivate var integer: Int {
    count >= 4 ? Int(loadUnaligned(as: Int32.self)) : first.map(Int.init) ?? 0
  }
}
