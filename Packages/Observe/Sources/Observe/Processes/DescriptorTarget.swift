/// What a descriptor refers to, as the link in /proc/PID/fd says.
///
/// Source: proc_pid_fd(5).
public enum DescriptorTarget: Hashable, Sendable {
  /// A socket, by the number that a `SocketSnapshot` has too.
  case socket(inode: UInt64)
  /// An end of a pipe; both ends have the same number.
  case pipe(inode: UInt64)
  /// An object of the kernel without a file, by its kind: "eventpoll", "signalfd", "timerfd", "eventfd", "pidfd".
  case anonymous(String)
  /// A file; " (deleted)" at the end when it has no name any more.
  case file(String)
  /// Anything else, such as "mnt:[4026531841]".
  case other(String)
}

extension DescriptorTarget: LosslessStringConvertible {
  /// Reads the link's text; whatever it is, it is a target.
  public init(_ text: String) {
    if text.hasPrefix("/") {
      self = .file(text)
    } else if let inode = Self.inode(text, after: "socket:[") {
      self = .socket(inode: inode)
    } else if let inode = Self.inode(text, after: "pipe:[") {
      self = .pipe(inode: inode)
    } else if text.hasPrefix(Self.anonymousPrefix) {
      let name = text.dropFirst(Self.anonymousPrefix.count)
      self = .anonymous(String(name.hasPrefix("[") && name.hasSuffix("]") ? name.dropFirst().dropLast() : name))
    } else {
      self = .other(text)
    }
  }

  /// The link's text: "socket:[4711]", "/etc/hosts", "anon_inode:[eventpoll]".
  public var description: String {
    switch self {
    case .socket(let inode): "socket:[\(inode)]"
    case .pipe(let inode): "pipe:[\(inode)]"
    case .anonymous(let kind): "\(Self.anonymousPrefix)[\(kind)]"
    case .file(let path): path
    case .other(let text): text
    }
  }

  private static let anonymousPrefix = "anon_inode:"

  private static func inode(_ text: String, after prefix: String) -> UInt64? {
    guard text.hasPrefix(prefix), text.hasSuffix("]") else { return nil }
    return UInt64(text.dropFirst(prefix.count).dropLast())
  }
}
