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
    var fresh = ScriptSocket(options: flags.options)
    fresh.isNonBlocking = type & Int32(SOCK_NONBLOCK.rawValue) != 0
    return add(fresh)
  }

  /// Gives `socket` a number that the kernel holds for it, since the script closes it there, too.
  func add(_ socket: ScriptSocket) -> Outcome {
    let number = open("/dev/null", O_RDWR | O_CLOEXEC)
    guard number >= 0 else { return .failure(.init(errno)) }
    sockets[number] = socket
    return .success(Int(number))
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
    do throws(TCPOpenError) {
      let listener = try stack.tcp.listen(at: local, backlog: Int(max(backlog, 1)), options: socket.options)
      sockets[number]?.role = .listening(listener)
      return .success(0)
    } catch {
      return .failure(.init(error == .addressInUse ? EADDRINUSE : EINVAL))
    }
  }

  func accept(_ number: Int32) -> Result<(descriptor: Int, peer: TransportAddress), CallError> {
    guard let socket = sockets[number] else { return .failure(.init(EBADF)) }
    guard case .listening(let listener) = socket.role else { return .failure(.init(EINVAL)) }
    guard let accepted = wait(blocking: !socket.isNonBlocking, { stack.tcp.accept(listener) }) else {
      return .failure(.init(EAGAIN))
    }
    var fresh = ScriptSocket(options: socket.options)
    fresh.role = .connection(accepted.connection)
    fresh.local = socket.local
    fresh.remote = accepted.peer
    return add(fresh).map { ($0, accepted.peer) }
  }

  func connect(_ number: Int32, to remote: TransportAddress) -> Outcome {
    guard let socket = sockets[number] else { return .failure(.init(EBADF)) }
    if case .connection(let id) = socket.role { return connectAgain(number, id) }
    guard case .fresh = socket.role else { return .failure(.init(EISCONN)) }
    let local = TransportAddress(flags.address.address, socket.local?.port ?? 0)
    do throws(TCPOpenError) {
      let id = try stack.tcp.connect(to: remote, from: local, options: socket.options, now: now)
      sockets[number]?.role = .connection(id)
      sockets[number]?.remote = remote
      sockets[number]?.isConnecting = true
    } catch {
      return .failure(.init(error == .addressInUse ? EADDRINUSE : EADDRNOTAVAIL))
    }
    pump()
    return socket.isNonBlocking ? .failure(.init(EINPROGRESS)) : finishConnecting(number)
  }

  private func connectAgain(_ number: Int32, _ id: ConnectionID) -> Outcome {
    guard sockets[number]?.isConnecting == true else { return .failure(.init(EISCONN)) }
    if stack.tcp.state(of: id) == .synSent { return .failure(.init(EALREADY)) }
    return finishConnecting(number)
  }

  private func finishConnecting(_ number: Int32) -> Outcome {
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
    guard let socket = sockets.removeValue(forKey: number) else { return .failure(.init(EBADF)) }
    switch socket.role {
    case .fresh: break
    case .listening(let listener): stack.tcp.close(listener, now: now)
    case .connection(let id):
      if socket.resetsOnClose { stack.tcp.abort(id, now: now) } else { stack.tcp.close(id, now: now) }
    }
    pump()
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
