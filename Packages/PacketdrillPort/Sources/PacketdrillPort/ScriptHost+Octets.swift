internal import Glibc
internal import PacketCodec
internal import UStack

// The calls that move octets.

extension ScriptHost {
  func read(_ number: Int32, into buffer: UnsafeMutableRawBufferPointer, flags: Int32 = 0) -> Outcome {
    guard let socket = sockets[number] else { return .failure(.init(EBADF)) }
    guard case .connection(let id) = socket.role else { return .failure(.init(ENOTCONN)) }
    let mayBlock = !socket.isNonBlocking && flags & 0x40 == 0
    let outcome: Outcome? = wait(blocking: mayBlock) { readNow(number, id, buffer) }
    pump()
    return outcome ?? .failure(.init(EAGAIN))
  }

  private func readNow(_ number: Int32, _ id: ConnectionID, _ buffer: UnsafeMutableRawBufferPointer) -> Outcome? {
    if sockets[number]?.isReadingShut == true, stack.tcp.readable(id) == 0 { return .success(0) }
    var result = TCP.ReadResult.nothing
    let octets = [UInt8](capacity: max(buffer.count, 1)) { output in
      if buffer.count > 0 { result = stack.tcp.read(id, into: &output, now: now) }
    }
    switch result {
    case .octets(let count):
      octets.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      return .success(count)
    case .nothing: return nil
    case .end: return .success(0)
    case .failed:
      guard sockets[number]?.hasToldError == false, let error = brokenError(id) else { return .success(0) }
      sockets[number]?.hasToldError = true
      return .failure(error)
    }
  }

  func write(_ number: Int32, _ octets: UnsafeRawBufferPointer, flags: Int32 = 0) -> Outcome {
    guard let socket = sockets[number] else { return .failure(.init(EBADF)) }
    guard case .connection(let id) = socket.role else { return .failure(.init(EPIPE)) }
    if socket.isWritingShut { return .failure(.init(EPIPE)) }
    let mayBlock = !socket.isNonBlocking && flags & 0x40 == 0
    let holdsBack = flags & 0x8000 != 0
    stack.tcp.setCorked(id, holdsBack || socket.isCorked, now: now)
    var written = 0
    let outcome: Outcome? = wait(blocking: mayBlock) {
      if let error = writeError(number, id) { return written > 0 ? .success(written) : .failure(error) }
      written += stack.tcp.write(
        id, RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: octets[written...])), now: now)
      pump()
      return written == octets.count ? .success(written) : nil
    }
    return outcome ?? (written > 0 ? .success(written) : .failure(.init(EAGAIN)))
  }

  private func writeError(_ number: Int32, _ id: ConnectionID) -> CallError? {
    if let error = brokenError(id) {
      guard sockets[number]?.hasToldError == false else { return CallError(EPIPE) }
      sockets[number]?.hasToldError = true
      return error.number == ECONNRESET ? CallError(sockets[number]?.isWritingShut == true ? EPIPE : ECONNRESET) : error
    }
    switch stack.tcp.state(of: id) {
    case .established, .closeWait: return nil
    case .synSent, .synReceived: return sockets[number]?.isNonBlocking == true ? CallError(EAGAIN) : nil
    default: return CallError(EPIPE)
    }
  }

  // MARK: Readiness

  /// What poll would say of a socket.
  func readiness(_ number: Int32) -> Int16 {
    guard let socket = sockets[number] else { return Int16(POLLNVAL) }
    switch socket.role {
    case .fresh: return Int16(POLLOUT | POLLHUP)
    case .listening(let listener): return stack.tcp.canAccept(listener) ? Int16(POLLIN) : 0
    case .connection(let id): return readiness(of: id, socket)
    }
  }

  private func readiness(of id: ConnectionID, _ socket: ScriptSocket) -> Int16 {
    var events: Int16 = 0
    let state = stack.tcp.state(of: id)
    let isPeerDone = [.closeWait, .closing, .lastAck, .timeWait, .closed].contains(state)
    if stack.tcp.readable(id) > 0 || isPeerDone || socket.isReadingShut { events |= Int16(POLLIN) }
    if isPeerDone || socket.isReadingShut { events |= 0x2000 }
    if state == .closed || isPeerDone && socket.isWritingShut { events |= Int16(POLLHUP) }
    if brokenError(id) != nil, !socket.hasToldError { events |= Int16(POLLERR) }
    let isOpen = state == .established || state == .closeWait
    if isOpen && stack.tcp.room(id) > 0 || state == .closed || socket.isWritingShut { events |= Int16(POLLOUT) }
    return events
  }

  func poll(_ entries: UnsafeMutableBufferPointer<pollfd>, timeout: Int32) -> Outcome {
    let ready: Int? = wait(blocking: timeout != 0) {
      var count = 0
      for index in entries.indices {
        let events = readiness(entries[index].fd)
        entries[index].revents = events & (entries[index].events | Int16(POLLERR | POLLHUP | POLLNVAL))
        if entries[index].revents != 0 { count += 1 }
      }
      return count > 0 ? count : nil
    }
    return .success(ready ?? 0)
  }
}
