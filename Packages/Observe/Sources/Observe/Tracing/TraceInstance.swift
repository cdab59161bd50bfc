internal import Glibc
internal import SocketKit

/// A folder of tracefs with buffers and events of its own, made empty and removed with this value.
///
/// tracefs is the machine's, not a namespace's: all see it. The folder of a process that was killed is removed by the
/// next one that makes one; while somebody reads its trace_pipe, the kernel keeps it.
///
/// Source: Linux, Documentation/trace/ftrace.rst, "Instances".
struct TraceInstance: ~Copyable {
  private let path: String

  private static let folder = "/sys/kernel/tracing/instances"
  private static let prefix = "tcplab-states-"
  /// Longer than it takes from making one to reading it.
  private static let youthNanoseconds: Int64 = 10_000_000_000

  /// - Throws: `.noSuchFile` or `.notPermitted` where tracefs is not mounted, `.permissionDenied` for who is not root of the
  ///   machine.
  init() throws(Errno) {
    Self.removeLeftovers()
    let path = "\(Self.folder)/\(Self.prefix)\(getpid())-\(Timestamp.monotonicNow)"
    _ = try SystemCall.run("mkdir", path) { mkdir(path, 0o700) }
    self.path = path
  }

  deinit { rmdir(path) }

  /// Sets one of its files.
  borrowing func set(_ name: String, _ text: String) throws(Errno) {
    try FileDescriptor.write(text, to: "\(path)/\(name)")
  }

  /// What it tells, once, as it comes; reading does not wait.
  borrowing func pipe() throws(Errno) -> FileDescriptor { try FileDescriptor.open("\(path)/trace_pipe", .readNow) }

  /// Throws away what was not read.
  borrowing func clear() throws(Errno) { _ = try FileDescriptor.open("\(path)/trace", .replace) }

  /// Whose a name is cannot be told by its number, which is of one namespace of several; so all are tried that are not new.
  private static func removeLeftovers() {
    guard let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard name.hasPrefix(prefix), let made = name.split(separator: "-").last.flatMap({ Int64($0) }),
        Timestamp.monotonicNow - youthNanoseconds > made
      else { continue }
      rmdir("\(folder)/\(name)")
    }
  }
}
