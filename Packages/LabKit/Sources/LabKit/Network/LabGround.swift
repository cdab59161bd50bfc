internal import Glibc
internal import SocketKit
public import ToolKit

/// Where a laboratory stands: a network namespace of the process's own, empty, from which its hosts are made.
public enum LabGround {
  /// Buckets that a host's table of connections has. Otherwise hosts would share the machine's table, which has as many
  /// as its memory suggests, and a dump walks through all of them: 230 µs a look instead of 16, at a look a millisecond
  /// for each host.
  private static let tableEntries = 1024

  /// Leaves the machine's network for good. An ordinary user becomes root of a user namespace of its own first; that
  /// needs a process with one thread.
  ///
  /// - Throws: 77 where the machine allows this user no namespaces; the message says what would.
  public static func enter() throws(Failure) {
    do throws(Errno) {
      if geteuid() != 0 { try Namespace.becomeRootOfNewUserNamespace() }
    } catch {
      throw Failure(
        .noPermission,
        "user namespace: \(error): run as root, or allow them (sysctl user.max_user_namespaces, "
          + "kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns)")
    }
    do throws(Errno) {
      try Namespace.unshare([.network])
    } catch {
      throw Failure(errno: error, doing: "network namespace", needs: "CAP_SYS_ADMIN")
    }
    // Kernels before 6.1 have no such setting, and one table for all: slower, and nothing else.
    try? FileDescriptor.write("\(tableEntries)", to: "/proc/sys/net/ipv4/tcp_child_ehash_entries")
  }
}
