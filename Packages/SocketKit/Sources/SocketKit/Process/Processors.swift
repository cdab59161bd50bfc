internal import CSocketShims
internal import Glibc

/// The CPUs that the calling thread may run on: sched_setaffinity(2). Children inherit them.
public enum Processors {
  /// How many there are, 1 ...; fewer than the machine has where a control group or `taskset` says so.
  public static var allowed: Int { max(1, Int(csocket_processors())) }

  /// How many the machine has, 1 ..., whoever may run on them: sysconf(3).
  public static var online: Int { max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN))) }

  /// Keeps the calling thread on one of them.
  ///
  /// - Parameter place: which of the allowed ones, in their order, 0 ...; counted round when there are fewer.
  public static func pin(to place: Int) throws(Errno) {
    let number = CInt(place % allowed)
    _ = try SystemCall.run("sched_setaffinity", "\(number)") { csocket_pin(number) }
  }
}
