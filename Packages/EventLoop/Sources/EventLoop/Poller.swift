internal import CEpoll
internal import Glibc
public import SocketKit

/// Level-triggered readiness from epoll(7): no callbacks, no timers, no ownership of what it watches.
///
/// A descriptor leaves by itself when it is closed, unless it was duplicated. A wait writes into one buffer that is
/// made once; nothing is allocated for an event.
///
/// A wait with an end uses epoll_pwait2(2), because epoll_wait counts in whole milliseconds and would add up to one to
/// every timer. It needs Linux 5.11.
public struct Poller: ~Copyable {
  /// The instance's own, readable while something in it is ready: one poller can watch another.
  public let descriptor: FileDescriptor
  private let events: UnsafeMutableBufferPointer<epoll_event>

  /// An instance that watches nothing yet.
  ///
  /// - Parameter capacity: the most events one wait fetches, 1 ...; the rest come with the next, in turn.
  public init(capacity: Int = 512) throws(Errno) {
    precondition(capacity > 0, "no room for an event")
    descriptor = FileDescriptor(owning: try SystemCall.run("epoll_create1") { epoll_create1(CInt(EPOLL_CLOEXEC)) })
    events = .allocate(capacity: capacity)
    events.initialize(repeating: epoll_event())
  }

  deinit { events.deallocate() }

  /// Watches a descriptor.
  ///
  /// - Throws: `.notPermitted` for a file that is always ready, as a regular one; `.fileExists` when it is watched
  ///   already.
  public borrowing func add(
    _ descriptor: borrowing FileDescriptor, _ token: Token, _ interest: Interest
  ) throws(Errno) {
    try control("EPOLL_CTL_ADD", EPOLL_CTL_ADD, descriptor.rawValue, token, interest)
  }

  /// Watches for something else; an empty interest leaves hang-ups and errors.
  ///
  /// - Throws: `.noSuchFile` when it is not watched.
  public borrowing func change(
    _ descriptor: borrowing FileDescriptor, _ token: Token, to interest: Interest
  ) throws(Errno) {
    try control("EPOLL_CTL_MOD", EPOLL_CTL_MOD, descriptor.rawValue, token, interest)
  }

  /// Watches no longer. Events that were fetched already stay fetched.
  ///
  /// - Throws: `.noSuchFile` when it is not watched.
  public borrowing func remove(_ descriptor: borrowing FileDescriptor) throws(Errno) {
    try control("EPOLL_CTL_DEL", EPOLL_CTL_DEL, descriptor.rawValue, Token(rawValue: 0), [])
  }

  private borrowing func control(
    _ name: StaticString, _ operation: CInt, _ descriptor: CInt, _ token: Token, _ interest: Interest
  ) throws(Errno) {
    var event = epoll_event()
    event.events = interest.rawValue
    event.data.u64 = token.rawValue
    let number = self.descriptor.rawValue
    _ = try SystemCall.run("epoll_ctl", on: number, "\(name), \(descriptor), \(interest.rawValue)") {
      epoll_ctl(number, operation, descriptor, &event)
    }
  }

  /// Waits until something is ready.
  ///
  /// - Parameter deadline: CLOCK_MONOTONIC in nanoseconds; one that has passed only looks, nil waits for ever. A signal
  ///   in between does not move it.
  /// - Returns: how many events `event(at:)` has; 0 when the deadline came first.
  public mutating func wait(until deadline: Int64?) throws(Errno) -> Int {
    let (number, buffer, room) = (descriptor.rawValue, events.baseAddress, CInt(events.count))
    guard let deadline else {
      return Int(try SystemCall.run("epoll_wait", on: number, "-1") { epoll_wait(number, buffer, room, -1) })
    }
    var now = Timestamp.monotonicNow
    guard deadline > now else { return try look() }
    return Int(
      try SystemCall.run("epoll_pwait2", on: number, "until \(deadline)") {
        let left = max(0, deadline - now)
        var time = timespec(tv_sec: Int(left / 1_000_000_000), tv_nsec: Int(left % 1_000_000_000))
        let count = epoll_pwait2(number, buffer, room, &time, nil)
        // For a repetition: the time before a signal counts.
        if count < 0 { now = Timestamp.monotonicNow }
        return count
      })
  }

  /// What is ready now, without waiting and without a look at the clock.
  ///
  /// - Returns: as `wait`.
  public mutating func look() throws(Errno) -> Int {
    let (number, buffer, room) = (descriptor.rawValue, events.baseAddress, CInt(events.count))
    return Int(try SystemCall.run("epoll_wait", on: number, "0") { epoll_wait(number, buffer, room, 0) })
  }

  /// One of the events that the last wait fetched.
  ///
  /// - Parameter index: 0 ..< what the wait returned.
  public func event(at index: Int) -> Readiness {
    let event = events[index]
    return Readiness(token: Token(rawValue: event.data.u64), events: event.events)
  }
}
