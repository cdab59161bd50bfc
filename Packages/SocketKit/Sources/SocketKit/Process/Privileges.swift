internal import CSocketShims

/// What the calling thread may do beyond an ordinary user, and giving it up.
///
/// A descriptor keeps the rights with which it was opened, so whoever reads a stranger's octets needs none any more.
///
/// Source: capabilities(7), prctl(2).
public enum Privileges {
  /// What the thread has, or could take up.
  public static func permitted() throws(Errno) -> CapabilitySet {
    CapabilitySet(rawValue: try sets().permitted)
  }

  /// Gives up all but some, for good: neither the thread nor what it starts or becomes gets anything back, not by being
  /// root, not by a program's set-user-ID bit or capabilities.
  ///
  /// It holds for the calling thread and the threads that this one makes later, so it is for a process of one thread. Who
  /// runs as root stays the owner of root's files.
  ///
  /// - Parameter kept: what stays, of what is there; nothing is gained.
  /// - Throws: what the kernel says; a filter of seccomp(2) may forbid it, nothing else does.
  public static func renounce(keeping kept: CapabilitySet = []) throws(Errno) {
    // Without this, a program started by root would have all again.
    _ = try SystemCall.run("prctl", "PR_SET_NO_NEW_PRIVS") { csocket_no_new_privileges() }
    let left = try sets().permitted & kept.rawValue
    // What nobody may inherit is taken out of the ambient set, too.
    var sets = csocket_capabilities(effective: left, permitted: left, inheritable: 0)
    _ = try SystemCall.run("capset", "0x\(String(left, radix: 16))") { csocket_capset(&sets) }
  }

  private static func sets() throws(Errno) -> csocket_capabilities {
    var sets = csocket_capabilities()
    _ = try SystemCall.run("capget") { csocket_capget(&sets) }
    return sets
  }
}
