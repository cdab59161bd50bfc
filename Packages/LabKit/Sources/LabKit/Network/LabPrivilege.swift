internal import Glibc
internal import SocketKit
public import ToolKit

/// The right to make namespaces.
public enum LabPrivilege {
  /// Makes an ordinary user root of a user namespace of its own; root already may. Call it before a second thread
  /// starts: afterwards the kernel refuses.
  ///
  /// - Throws: 77 where the machine allows an ordinary user no namespaces; the message says what would.
  public static func gain() throws(Failure) {
    guard geteuid() != 0 else { return }
    do throws(Errno) {
      try Namespace.becomeRootOfNewUserNamespace()
    } catch {
      throw Failure(
        .noPermission,
        "user namespace: \(error): run as root, or allow them (sysctl user.max_user_namespaces, "
          + "kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns)")
    }
  }

  /// This process, as others see it below /proc.
  static var processNumber: CInt { getpid() }
}
