internal import Glibc

/// RLIMIT_NOFILE of this process: one more than the highest descriptor it may have.
///
/// Source: getrlimit(2).
public enum DescriptorLimit {
  /// The limit in force, and the highest it may be raised to without a privilege.
  public static var current: (soft: Int, hard: Int) {
    let limit = kernelForm
    return (Int(clamping: limit.rlim_cur), Int(clamping: limit.rlim_max))
  }

  /// Sets the limit in force.
  ///
  /// - Throws: `.invalidArgument` above the hard limit, and below 0.
  public static func setSoft(_ count: Int) throws(Errno) {
    guard let soft = rlim_t(exactly: count) else { throw .invalidArgument }
    var limit = kernelForm
    limit.rlim_cur = soft
    _ = try SystemCall.run("setrlimit", "RLIMIT_NOFILE, \(count)") {
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
  }

  private static var kernelForm: rlimit {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return limit
  }
}
