internal import CEpoll
internal import Glibc
public import SocketKit

/// Ends another thread's wait: eventfd(2). It says that something happened, not what or how often.
public struct Wakeup: ~Copyable, Sendable {
  /// Readable from a `wake` to the next `clear`.
  public let descriptor: FileDescriptor

  /// One that nobody has woken.
  public init() throws(Errno) {
    let flags = CInt(EFD_CLOEXEC | EFD_NONBLOCK)
    descriptor = FileDescriptor(owning: try SystemCall.run("eventfd2") { eventfd(0, flags) })
  }

  /// From any thread, as often as it likes.
  public borrowing func wake() throws(Errno) {
    let number = descriptor.rawValue
    do throws(Errno) {
      _ = try SystemCall.run("write", on: number, "1") { eventfd_write(number, 1) }
    } catch {
      // The counter is full: whoever waits is awake already.
      if error != .wouldBlock { throw error }
    }
  }

  /// Takes back every `wake` so far; call it before looking for what happened, so that none is missed.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  public borrowing func clear() throws(Errno) -> Bool {
    let number = descriptor.rawValue
    var count: eventfd_t = 0
    do throws(Errno) {
      _ = try SystemCall.run("read", on: number, "8") { eventfd_read(number, &count) }
      return true
    } catch {
      if error != .wouldBlock { throw error }
      return false
    }
  }
}
