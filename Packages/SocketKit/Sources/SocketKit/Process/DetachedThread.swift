internal import Glibc

/// A thread of the kernel's that runs one body and is gone: for what waits in its calls and must hold up nobody else.
///
/// Source: pthreads(7).
public enum DetachedThread {
  /// Address space for a thread's stack, 256 KiB: the calls here are shallow, and the default of 8 MiB would let some
  /// thousand threads run into a limit on address space. Only what is touched takes memory.
  static let stackOctets = 256 * 1024

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Starts one. Signals that the caller holds back, it holds back too.
  ///
  /// - Throws: `.wouldBlock` when the kernel gives no more threads (RLIMIT_NPROC, a control group's pids.max).
  public static func start(_ body: @escaping @Sendable () -> Void) throws(Errno) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, stackOctets)
    let box = Unmanaged.passRetained(Body(body))
    var number = pthread_t()
    do throws(Errno) {
      _ = try SystemCall.run("clone3", "thread") {
        // It returns the error instead of leaving it.
        errno = pthread_create(
          &number, &attributes,
          { raw in
            Unmanaged<Body>.fromOpaque(raw!).takeRetainedValue().run()
            return nil
          }, box.toOpaque())
        return errno == 0 ? 0 : -1
      }
    } catch {
      box.release()
      throw error
    }
  }
}
