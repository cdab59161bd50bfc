internal import Glibc

/// RLIMIT_NOFILE of this process: one more than the highest descriptor it may have.
///
/// Source: getrlimit(2).
public enum DescriptorLimit {
  /// The limit in force, and the highest it may be raised to without a privilege.
  public static var current: (soft: Int, hard: Int) {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return (Int(clamping: limit.rlim_cur), Int(clamping: limit.rlim_max))
  }

  /// Sets the limit in force.
  ///
  /// - Throws: `.notPermitted` or `.invalidArgument` above the hard limit.
  public static func setSoft(_ count: Int) throws(Errno) {
    var limit = rlimit(rlim_cur: rlim_t(count), rlim_max: rlim_t(current.hard))
    _ = try SystemCall.run("setrlimit", "RLIMIT_NOFILE, \(count)") {
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
  }
}
