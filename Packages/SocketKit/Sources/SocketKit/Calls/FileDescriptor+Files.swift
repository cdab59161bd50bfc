internal import Glibc

extension FileDescriptor {
  /// What an opened file is for.
  public enum Access: Hashable, Sendable {
    /// Reads; the file must exist.
    case read
    /// The same without waiting for the writer of a fifo; its reads do not wait either.
    case readNow
    /// Writes to a file that must exist, as those of /proc.
    case write
    /// Writes to a file that must not exist yet; mode 0666 less the umask.
    case create
    /// Writes from the start of a file, which is made or emptied.
    case replace
    /// Writes at the end of a file, which is made when missing.
    case append

    var flags: CInt {
      switch self {
      case .read: O_RDONLY
      case .readNow: O_RDONLY | O_NONBLOCK
      case .write: O_WRONLY
      case .create: O_WRONLY | O_CREAT | O_EXCL
      case .replace: O_WRONLY | O_CREAT | O_TRUNC
      case .append: O_WRONLY | O_CREAT | O_APPEND
      }
    }
  }

  /// open(2), closed on exec. It waits where open does, as for the other end of a fifo.
  ///
  /// - Throws: `.invalidArgument` for a path with a NUL, which C would cut there.
  public static func open(_ path: String, _ access: Access) throws(Errno) -> FileDescriptor {
    guard !path.utf8.contains(0) else { throw .invalidArgument }
    return FileDescriptor(
      owning: try SystemCall.run("openat", path) { Glibc.open(path, access.flags | O_CLOEXEC, 0o666) })
  }

  /// A whole file's octets.
  ///
  /// - Parameters:
  ///   - path: the file, from its start to its end.
  ///   - limit: the most octets to take; a longer file is cut there, so that one without an end (as /dev/zero) costs no
  ///     more.
  public static func contents(of path: String, limit: Int) throws(Errno) -> [UInt8] {
    let file = try open(path, .read)
    var contents: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while contents.count < limit {
      var span = chunk.mutableSpan
      var room = span.mutableBytes
      guard case .octets(let count) = try file.read(into: &room) else { break }
      contents.append(contentsOf: chunk[..<min(count, limit - contents.count)])
    }
    return contents
  }

  /// Writes text to a file that exists, in one write(2), as the files of /proc want it.
  public static func write(_ text: String, to path: String) throws(Errno) {
    let file = try open(path, .write)
    try file.writeAll(Array(text.utf8).span.bytes)
  }
}
