internal import Glibc
internal import PacketCodec
internal import UStack

// The calls that move octets.

extension ScriptHost {
  func read(_ number: Int32, into buffer: UnsafeMutableRawBufferPointer, flags: Int32 = 0) -> Outcome {
    guard let socket = sockets[number] else { return .failure(.init(EBADF)) }
    guard flags & MessageFlag.errorQueue == 0 else { return .failure(.init(EAGAIN)) }
    if socket.deferredPeer != nil { return .failure(.init(EAGAIN)) }
    guard case .connection(let id) = socket.role else { return .failure(.init(ENOTCONN)) }
    let mayBlock = !socket.isNonBlocking && flags & MessageFlag.doNotWait == 0
    let outcome: Outcome? = wait(blocking: mayBlock) {
      if flags & MessageFlag.peek != 0, let count = peek(id, buffer) { return .success(count) }
      return readNow(number, id, buffer)
    }
    pump()
    return outcome ?? .failure(.init(EAGAIN))
  }

  /// Octets copied and left where they are; nil when there are none.
  private func peek(_ id: ConnectionID, _ buffer: UnsafeMutableRawBufferPointer) -> Int? {
    var count = 0
    let octets = [UInt8](capacity: max(buffer.count, 1)) { count = stack.tcp.peek(id, into: &$0) }
    guard count > 0, buffer.count > 0 else { return nil }
    octets.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<min(count, buffer.count)]))
    }
    return min(count, buffer.count)
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

  func write(
    _ number: Int32, _ octets: UnsafeRawBufferPointer, flags: Int32 = 0, to address: TransportAddress? = nil
  ) -> Outcome {
    guard let socket = sockets[number] else { return .failure(.init(EBADF)) }
    if let outcome = openWriting(number, octets, flags: flags, to: address) { return outcome }
    guard case .connection(let id) = socket.role else { return .failure(.init(EPIPE)) }
    if socket.isWritingShut { return .failure(.init(EPIPE)) }
    let mayBlock = !socket.isNonBlocking && flags & MessageFlag.doNotWait == 0
    var writeFlags: WriteFlags = flags & MessageFlag.more != 0 ? .more : []
    if flags & MessageFlag.endOfRecord != 0 { writeFlags.insert(.endOfRecord) }
    var written = 0
    let outcome: Outcome? = wait(blocking: mayBlock) {
      if let error = writeError(number, id) { return written > 0 ? .success(written) : .failure(error) }
      written += stack.tcp.write(
        id, RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: octets[written...])), writeFlags, now: now)
      pump()
      if written < octets.count { sockets[number]?.lacksRoom = true }
      return written == octets.count ? .success(written) : nil
    }
    sockets[number]?.noteWritten(written, flags: flags, isWhole: true)
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
    case .synReceived where stack.tcp.information(id)?.isOpenToText == true: return nil
    case .synSent, .synReceived: return sockets[number]?.isNonBlocking == true ? CallError(EAGAIN) : nil
    default: return CallError(EPIPE)
    }
  }

  // MARK: Readiness

  /// What poll would say of a socket.
  func readiness(_ number: Int32) -> Int16 {
    _ = lookForNotices(number)
    guard let socket = sockets[number] else { return Int16(POLLNVAL) }
    switch socket.role {
    case .fresh: return Int16(socket.deferredPeer == nil ? POLLOUT | POLLHUP : POLLOUT)
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
    if brokenError(id) != nil && !socket.hasToldError || socket.notices.isReady { events |= Int16(POLLERR) }
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
