internal import Glibc

/// What a descriptor stands for.
///
/// Source: inode(7).
public struct FileStatus: Hashable, Sendable {
  /// Kinds of files.
  public enum Kind: String, Hashable, Sendable {
    /// Octets on a disk: it has a length, and any part of it can be read.
    case regular = "regular file"
    /// Names of other files.
    case directory
    /// A pipe, with a name or without.
    case fifo
    /// A socket.
    case socket
    /// A terminal, /dev/null and their like.
    case characterDevice = "character device"
    /// A disk as a whole.
    case blockDevice = "block device"
    /// What has no name in inode(7).
    case other = "file of another kind"
  }

  /// What kind of file it is.
  public var kind: Kind
  /// Its length; 0 where that means nothing, and for the regular files of /proc whatever they hold.
  public var octets: Int
}

extension FileDescriptor {
  /// fstat(2).
  public borrowing func status() throws(Errno) -> FileStatus {
    let number = rawValue
    var status = stat()
    _ = try SystemCall.run("fstat", on: number) { fstat(number, &status) }
    return FileStatus(kind: Self.kind(status.st_mode), octets: Int(status.st_size))
  }

  private static func kind(_ mode: mode_t) -> FileStatus.Kind {
    switch mode & S_IFMT {
    case S_IFREG: .regular
    case S_IFDIR: .directory
    case S_IFIFO: .fifo
    case S_IFSOCK: .socket
    case S_IFCHR: .characterDevice
    case S_IFBLK: .blockDevice
    default: .other
    }
  }
}
