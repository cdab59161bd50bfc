internal import Glibc
internal import PacketCodec
internal import UStack

// The calls that open and end sockets. Each returns a result or an errno, as the kernel's would.

extension ScriptHost {
  /// A call's result, or why it failed.
  typealias Outcome = Result<Int, CallError>

  func socket(domain: Int32, type: Int32) -> Outcome {
    guard domain == AF_INET, type & 0xF == Int32(SOCK_STREAM.rawValue) else { return .failure(.init(EAFNOSUPPORT)) }
    guard sockets.count < Self.socketLimit else { return .failure(.init(EMFILE)) }
    var fresh = ScriptSocket(HostFlags(flagsText, settings: SystemSettings()).options)
    fresh.isNonBlocking = type & Int32(SOCK_NONBLOCK.rawValue) != 0
    return add(fresh)
  }

  /// Gives `socket` a number that the kernel holds for it, since the script closes it there, too.
  func add(_ socket: ScriptSocket) -> Outcome {
    let number = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { return .failure(.init(errno)) }
    sockets[number] = socket
    return .success(Int(number))
  }

  /// Gives a connection a number behind which the kernel takes octets, too: sendfile is no call of packetdrill's table.
  private func addConnected(_ socket: ScriptSocket) -> Outcome {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { return .failure(.init(errno)) }
    sockets[ends[0]] = socket
    sockets[ends[0]]?.bypass = ends[1]
    return .success(Int(ends[0]))
  }

  /// Takes what the kernel took for a connection.
  func takeBypassed() {
    for (number, socket) in sockets {
      guard let bypass = socket.bypass, case .connection(let id) = socket.role else { continue }
      var octets = [UInt8](repeating: 0, count: min(stack.tcp.room(id), 65_536))
      let count = recv(bypass, &octets, octets.count, Int32(MSG_DONTWAIT))
      guard count > 0 else { continue }
      let written = stack.tcp.write(id, octets.span.bytes.extracting(0 ..< count), now: now)
      sockets[number]?.noteWritten(written, flags: 0, isWhole: true)
    }
  }

  func bind(_ number: Int32, to address: TransportAddress) -> Outcome {
    guard sockets[number] != nil else { return .failure(.init(EBADF)) }
    sockets[number]?.local = address
    return .success(0)
  }

  func listen(_ number: Int32, backlog: Int32) -> Outcome {
    guard let socket = sockets[number] else { return .failure(.init(EBADF)) }
    if case .listening = socket.role { return .success(0) }
    guard case .fresh = socket.role, let local = socket.local else { return .failure(.init(EINVAL)) }
    let backlog = Int(max(backlog, 1))
    prepareListener(number, backlog: backlog)
    do throws(TCPOpenError) {
      let options = sockets[number]?.options ?? socket.options
      let listener = try stack.tcp.listen(at: local, backlog: backlog, options: options)
      holdPort(number, local.port)
      sockets[number]?.role = .listening(listener)
      return .success(0)
    } catch {
      return .failure(.init(error == .addressInUse ? EADDRINUSE : EINVAL))
    }
  }

  /// A port that listens here is held in the kernel, too, where it can be: who looks into /proc/net/tcp finds it. The
  /// kernel hears nothing of its segments.
  private func holdPort(_ number: Int32, _ port: UInt16) {
    var one: Int32 = 1
    setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if isBound == 0 { _ = Glibc.listen(number, 1) }
  }

  func accept(_ number: Int32) -> Result<(descriptor: Int, peer: TransportAddress), CallError> {
    guard let socket = sockets[number] else { return .failure(.init(EBADF)) }
    guard case .listening(let listener) = socket.role else { return .failure(.init(EINVAL)) }
    guard let accepted = wait(blocking: !socket.isNonBlocking, { stack.tcp.accept(listener) }) else {
      return .failure(.init(EAGAIN))
    }
    var fresh = ScriptSocket(socket.options)
    fresh.role = .connection(accepted.connection)
    fresh.values = socket.values
    fresh.local = socket.local
    fresh.remote = accepted.peer
    return addConnected(fresh).map { ($0, accepted.peer) }
  }

  func connect(_ number: Int32, to remote: TransportAddress) -> Outcome {
    guard let socket = sockets[number] else { return .failure(.init(EBADF)) }
    if case .connection(let id) = socket.role { return connectAgain(number, id) }
    guard case .fresh = socket.role else { return .failure(.init(EISCONN)) }
    if socket.deferredPeer != nil { return .failure(.init(EISCONN)) }
    if let outcome = deferConnecting(number, to: remote) { return outcome }
    if case .failure(let error) = beginConnecting(number, to: remote) { return .failure(error) }
    pump()
    return socket.isNonBlocking ? .failure(.init(EINPROGRESS)) : finishConnecting(number)
  }

  /// Opens; the SYN has not left yet.
  func beginConnecting(_ number: Int32, to remote: TransportAddress) -> Outcome {
    guard let socket = sockets[number] else { return .failure(.init(EBADF)) }
    let local = TransportAddress(flags.address.address, socket.local?.port ?? 0)
    do throws(TCPOpenError) {
      let id = try stack.tcp.connect(to: remote, from: local, options: socket.options, now: now)
      sockets[number]?.role = .connection(id)
      sockets[number]?.remote = remote
      sockets[number]?.isConnecting = true
    } catch {
      return .failure(.init(error == .addressInUse ? EADDRINUSE : EADDRNOTAVAIL))
    }
    return .success(0)
  }

  private func connectAgain(_ number: Int32, _ id: ConnectionID) -> Outcome {
    guard sockets[number]?.isConnecting == true else { return .failure(.init(EISCONN)) }
    if stack.tcp.state(of: id) == .synSent { return .failure(.init(EALREADY)) }
    return finishConnecting(number)
  }

  func finishConnecting(_ number: Int32) -> Outcome {
    guard let socket = sockets[number], case .connection(let id) = socket.role else { return .failure(.init(EBADF)) }
    let state: TCPStateName? = wait(blocking: true) {
      let state = stack.tcp.state(of: id)
      return state == .synSent || state == .synReceived ? nil : state
    }
    guard state != nil else { return .failure(.init(ETIMEDOUT)) }
    sockets[number]?.isConnecting = false
    if let error = brokenError(id) {
      sockets[number]?.hasToldError = true
      return .failure(error)
    }
    return .success(0)
  }

  func shutdown(_ number: Int32, how: Int32) -> Outcome {
    guard let socket = sockets[number] else { return .failure(.init(EBADF)) }
    guard case .connection(let id) = socket.role, stack.tcp.state(of: id) != .closed else {
      return .failure(.init(ENOTCONN))
    }
    if how == Int32(SHUT_WR) || how == Int32(SHUT_RDWR) {
      sockets[number]?.isWritingShut = true
      stack.tcp.finish(id, now: now)
    }
    if how == Int32(SHUT_RD) || how == Int32(SHUT_RDWR) { sockets[number]?.isReadingShut = true }
    pump()
    return .success(0)
  }

  func close(_ number: Int32) -> Outcome {
    if polls.removeValue(forKey: number) != nil || pipes.close(number) {
      _ = Glibc.close(number)
      return .success(0)
    }
    guard let socket = sockets.removeValue(forKey: number) else { return .failure(.init(EBADF)) }
    for poll in polls.keys { _ = polls[poll]?.control(2, number, events: 0, data: 0) }
    switch socket.role {
    case .fresh: break
    case .listening(let listener): stack.tcp.close(listener, now: now)
    case .connection(let id):
      if socket.resetsOnClose { stack.tcp.abort(id, now: now) } else { stack.tcp.close(id, now: now) }
    }
    pump()
    if let bypass = socket.bypass { _ = Glibc.close(bypass) }
    _ = Glibc.close(number)
    return .success(0)
  }

  /// Why a connection is broken, as an errno; nil for one that is not.
  func brokenError(_ id: ConnectionID) -> CallError? {
    switch stack.tcp.closeReason(of: id) {
    case nil, .finished: nil
    case .refused: CallError(ECONNREFUSED)
    case .reset: CallError(ECONNRESET)
    case .timedOut: CallError(ETIMEDOUT)
    case .unreachable: CallError(EHOSTUNREACH)
    case .aborted: CallError(ECONNABORTED)
    }
  }
}

/// Why a call failed.
struct CallError: Error, Equatable {
  /// The kernel's number.
  var number: Int32

  init(_ number: Int32) { self.number = number }
}
