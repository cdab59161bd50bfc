internal import CSocketShims
internal import Glibc

/// A namespace of Linux, held open by a descriptor: it lives as long as a process is in it or somebody holds one.
///
/// Source: namespaces(7), user_namespaces(7), setns(2).
public struct Namespace: ~Copyable, Sendable {
  /// Which part of the system is separated.
  public enum Kind: Hashable, Sendable {
    /// Users and capabilities: an ordinary user is root inside.
    case user
    /// Interfaces, addresses, routes, sockets, and the sysctls of net.
    case network
    /// Mounts.
    case mount

    var flag: CInt {
      switch self {
      case .user: csocket_new_user
      case .network: csocket_new_network
      case .mount: csocket_new_mount
      }
    }

    /// The name below /proc/PID/ns.
    var file: String {
      switch self {
      case .user: "user"
      case .network: "net"
      case .mount: "mnt"
      }
    }
  }

  /// What this one separates.
  public let kind: Kind
  /// What holds it.
  public let descriptor: FileDescriptor

  private init(kind: Kind, descriptor: consuming FileDescriptor) {
    self.kind = kind
    self.descriptor = descriptor
  }

  /// The namespace that a process is in.
  ///
  /// - Parameters:
  ///   - kind: which of its namespaces.
  ///   - process: a pid, or nil for the calling thread.
  /// - Throws: `.noSuchFile` when it has ended, `.permissionDenied` for another user's.
  public static func current(_ kind: Kind, of process: CInt? = nil) throws(Errno) -> Namespace {
    let owner = process.map { "\($0)" } ?? "thread-self"
    return Namespace(kind: kind, descriptor: try .open("/proc/\(owner)/ns/\(kind.file)", .read))
  }

  /// Moves the calling thread into new namespaces: unshare(2).
  ///
  /// A user namespace can be made only while the process has one thread, and gives the capabilities for the others.
  ///
  /// - Throws: `.notPermitted` where the machine allows none, `.noSpace` at its limit, `.invalidArgument` for a user
  ///   namespace when there is a second thread.
  public static func unshare(_ kinds: [Kind]) throws(Errno) {
    let flags = kinds.reduce(0) { $0 | $1.flag }
    _ = try SystemCall.run("unshare", "\(kinds.map(\.file).joined(separator: "|"))") { csocket_unshare(flags) }
  }

  /// Moves the calling thread into this namespace: setns(2).
  public borrowing func enter() throws(Errno) {
    let number = descriptor.rawValue
    let flag = kind.flag
    _ = try SystemCall.run("setns", on: number, kind.file) { csocket_setns(number, flag) }
  }

  /// Makes a namespace of this kind without staying in it.
  ///
  /// - Parameter kind: `.network` or `.mount`. After the latter the thread is in the root folder, and changes its folder
  ///   apart from the other threads.
  /// - Throws: as `unshare(_:)`; `.invalidArgument` for `.user`, from which nobody may return.
  public static func make(_ kind: Kind) throws(Errno) -> Namespace {
    guard kind != .user else { throw .invalidArgument }
    let home = try current(kind)
    try unshare([kind])
    let made: Namespace
    do throws(Errno) {
      made = try current(kind)
    } catch {
      try home.enter()
      throw error
    }
    try home.enter()
    return made
  }

  /// Enters a new user namespace in which the present user and group are root.
  ///
  /// - Throws: `.notPermitted`, `.noSpace`, `.permissionDenied`: this machine allows an ordinary user none.
  public static func becomeRootOfNewUserNamespace() throws(Errno) {
    let (user, group) = (geteuid(), getegid())
    try unshare([.user])
    try FileDescriptor.write("deny", to: "/proc/self/setgroups")
    try FileDescriptor.write("0 \(user) 1", to: "/proc/self/uid_map")
    try FileDescriptor.write("0 \(group) 1", to: "/proc/self/gid_map")
  }
}
