internal import Glibc
internal import UStack

// epoll: who is ready is asked of all that are watched; edges are what the stack tells of a connection.

extension ScriptHost {
  func createEventPoll() -> Outcome {
    guard polls.count < Self.socketLimit else { return .failure(.init(EMFILE)) }
    let number = open("/dev/null", O_RDWR | O_CLOEXEC)
    guard number >= 0 else { return .failure(.init(errno)) }
    polls[number] = EventPoll()
    return .success(Int(number))
  }

  func controlEventPoll(_ number: Int32, _ operation: Int32, _ watched: Int32, _ event: UnsafeRawPointer?) -> Outcome {
    guard polls[number] != nil, sockets[watched] != nil else { return .failure(.init(EBADF)) }
    // `struct epoll_event` is packed on x86-64 and not elsewhere.
    #if arch(x86_64)
      let offset = 4
    #else
      let offset = 8
    #endif
    let events = event?.loadUnaligned(as: UInt32.self) ?? 0
    let data = event?.loadUnaligned(fromByteOffset: offset, as: UInt64.self) ?? 0
    noteEvents()
    let error = polls[number]?.control(operation, watched, events: events, data: data) ?? EBADF
    return error == 0 ? .success(0) : .failure(.init(error))
  }

  func waitEventPoll(_ number: Int32, _ output: UnsafeMutableRawPointer?, most: Int, timeout: Int32) -> Outcome {
    guard polls[number] != nil, let output, most > 0 else { return .failure(.init(EINVAL)) }
    let ready: [(events: UInt32, data: UInt64)]? = wait(blocking: timeout != 0) {
      noteEvents()
      let found = polls[number]?.ready(most) { UInt32(UInt16(bitPattern: readiness($0))) } ?? []
      return found.isEmpty ? nil : found
    }
    #if arch(x86_64)
      let (offset, stride) = (4, 12)
    #else
      let (offset, stride) = (8, 16)
    #endif
    for (index, event) in (ready ?? []).enumerated() {
      output.storeBytes(of: event.events, toByteOffset: index * stride, as: UInt32.self)
      output.storeBytes(of: event.data, toByteOffset: index * stride + offset, as: UInt64.self)
    }
    return .success(ready?.count ?? 0)
  }

  /// What the stack tells of connections rouses who watches them.
  private func noteEvents() {
    while let news = stack.tcp.nextEvents() {
      for (number, socket) in sockets {
        guard case .connection(let id) = socket.role, id == news.connection else { continue }
        let isRoomOnly = news.events == .writable
        if isRoomOnly, !socket.lacksRoom { continue }
        if news.events.contains(.writable) { sockets[number]?.lacksRoom = false }
        for poll in polls.keys { polls[poll]?.rouse(number) }
      }
    }
    for number in sockets.keys where lookForNotices(number) {
      for poll in polls.keys { polls[poll]?.rouse(number) }
    }
    while let listener = stack.tcp.nextListener() {
      for (number, socket) in sockets {
        guard case .listening(let id) = socket.role, id == listener else { continue }
        for poll in polls.keys { polls[poll]?.rouse(number) }
      }
    }
  }
}
