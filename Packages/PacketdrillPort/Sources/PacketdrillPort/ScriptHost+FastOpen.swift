internal import Glibc
internal import UStack

// Opening with text: MSG_FASTOPEN and TCP_FASTOPEN_CONNECT of a client, TCP_FASTOPEN of a server.

extension ScriptHost {
  /// What a listener of this backlog takes, as the settings and its options say.
  func prepareListener(_ number: Int32, backlog: Int) {
    let setting = SystemSettings().fastOpen
    guard var socket = sockets[number], setting.admitsListeners else { return }
    let asked = socket.option(OptionNumber.tcp, OptionNumber.TCP.fastOpen)
    socket.options.fastOpen.pendingLimit = asked > 0 ? asked : setting.admitsEveryListener ? backlog : 0
    socket.options.fastOpen.needsCookie = setting.listenerNeedsCookie
    socket.options.fastOpen.key = socket.options.fastOpen.key ?? setting.key
    sockets[number] = socket
  }

  /// TCP_FASTOPEN, TCP_FASTOPEN_CONNECT, TCP_FASTOPEN_KEY.
  ///
  /// - Returns: nil for an option of something else.
  func setFastOpenOption(_ number: Int32, _ name: Int32, _ value: UnsafeRawBufferPointer) -> Outcome? {
    let setting = SystemSettings().fastOpen
    switch name {
    case OptionNumber.TCP.fastOpen:
      if case .listening? = sockets[number]?.role, setting.admitsListeners, value.count >= 4 {
        sockets[number]?.options.fastOpen.pendingLimit = Int(value.loadUnaligned(as: Int32.self))
      }
      return nil
    case OptionNumber.TCP.fastOpenConnect: return setting.admitsClients ? nil : .failure(.init(EOPNOTSUPP))
    case OptionNumber.TCP.fastOpenKey:
      guard value.count == 16 || value.count == 32, let key = KeyedHash(octets: value) else {
        return .failure(.init(EINVAL))
      }
      sockets[number]?.options.fastOpen.key = key
      return nil
    default: return nil
    }
  }

  /// `connect` of a socket that wants to say something at once: with a cookie, it waits for the first write.
  ///
  /// - Returns: nil when the connection is opened now.
  func deferConnecting(_ number: Int32, to remote: TransportAddress) -> Outcome? {
    guard sockets[number]?.option(OptionNumber.tcp, OptionNumber.TCP.fastOpenConnect) ?? 0 != 0 else { return nil }
    askForFastOpen(number)
    let needsCookie = sockets[number]?.options.fastOpen.needsCookie ?? true
    guard !needsCookie || stack.tcp.knowsFastOpenCookie(of: remote.address) else { return nil }
    sockets[number]?.deferredPeer = remote
    return .success(0)
  }

  private func askForFastOpen(_ number: Int32) {
    let setting = SystemSettings().fastOpen
    let says = sockets[number]?.option(OptionNumber.tcp, OptionNumber.TCP.fastOpenNoCookie) ?? 0 != 0
    sockets[number]?.options.fastOpen.isAsked = true
    sockets[number]?.options.fastOpen.needsCookie = setting.clientNeedsCookie && !says
  }

  /// `sendto` or `write` that opens the connection, as far as it does.
  ///
  /// - Returns: nil when there is nothing to open.
  func openWriting(
    _ number: Int32, _ octets: UnsafeRawBufferPointer, flags: Int32, to address: TransportAddress?
  ) -> Outcome? {
    guard let socket = sockets[number] else { return nil }
    let asks = flags & MessageFlag.fastOpen != 0
    if case .connection(let id) = socket.role, asks, socket.isConnecting, stack.tcp.state(of: id) == .synSent {
      return .failure(.init(EALREADY))
    }
    guard case .fresh = socket.role else { return nil }
    if asks, address == nil, socket.deferredPeer == nil { return .failure(.init(EOPNOTSUPP)) }
    if asks, !SystemSettings().fastOpen.admitsClients { return .failure(.init(EOPNOTSUPP)) }
    // The BSDs open by any sendto of a socket with TCP_FASTOPEN.
    let isEnabled = socket.option(OptionNumber.tcp, OptionNumber.TCP.fastOpen) != 0
    guard let remote = socket.deferredPeer ?? (asks || isEnabled ? address : nil) else { return nil }
    let isNonBlocking = socket.isNonBlocking || flags & MessageFlag.doNotWait != 0
    return open(number, to: remote, writing: octets, flags: flags, isNonBlocking: isNonBlocking)
  }

  private func open(
    _ number: Int32, to remote: TransportAddress, writing octets: UnsafeRawBufferPointer, flags: Int32,
    isNonBlocking: Bool
  ) -> Outcome {
    askForFastOpen(number)
    sockets[number]?.deferredPeer = nil
    if case .failure(let error) = beginConnecting(number, to: remote) { return .failure(error) }
    guard case .connection(let id)? = sockets[number]?.role else { return .failure(.init(EBADF)) }
    // Who may block waits with all it has to say; who may not leaves what the SYN takes.
    let count = isNonBlocking ? min(stack.tcp.fastOpenRoom(id), octets.count) : octets.count
    let first = RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: octets[..<count]))
    let taken = stack.tcp.write(id, first, now: now)
    sockets[number]?.noteWritten(taken, flags: flags, isWhole: taken == octets.count)
    pump()
    if isNonBlocking { return taken > 0 ? .success(taken) : .failure(.init(EINPROGRESS)) }
    if case .failure(let error) = finishConnecting(number) { return .failure(error) }
    guard taken < octets.count else { return .success(taken) }
    return write(
      number, UnsafeRawBufferPointer(rebasing: octets[taken...]), flags: flags & ~MessageFlag.fastOpen
    ).map { $0 + taken }
  }
}
