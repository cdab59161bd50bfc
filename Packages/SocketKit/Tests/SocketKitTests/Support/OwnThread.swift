import Glibc
import Synchronization

/// A thread that ends with its body and goes back to no pool: what a body does to its thread alone, as setns(2), ends
/// with it.
struct OwnThread: ~Copyable {
  private let number: pthread_t

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Starts it, with all signals let through: a thread of the pool, whose mask it would inherit, holds most back.
  init(_ body: @escaping @Sendable () -> Void) {
    var number = pthread_t()
    let box = Unmanaged.passRetained(Body(body))
    let code = pthread_create(
      &number, nil,
      { raw in
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        Unmanaged<Body>.fromOpaque(raw!).takeRetainedValue().run()
        return nil
      }, box.toOpaque())
    precondition(code == 0, "no thread")
    self.number = number
  }

  /// Sends this thread, and no other, a signal.
  borrowing func send(_ signal: CInt) { pthread_kill(number, signal) }

  /// Waits for its end.
  consuming func join() { pthread_join(number, nil) }

  /// Runs `body` on a new thread to its end.
  static func run(_ body: @escaping @Sendable () throws -> Void) throws {
    let failure = Mutex<(any Error)?>(nil)
    let shared = Shared(failure)
    OwnThread {
      do { try body() } catch { shared.value.withLock { $0 = error } }
    }.join()
    if let error = shared.value.withLock({ $0 }) { throw error }
  }

  private final class Shared: Sendable {
    let value: Mutex<(any Error)?>
    init(_ value: consuming sending Mutex<(any Error)?>) { self.value = value }
  }
}
