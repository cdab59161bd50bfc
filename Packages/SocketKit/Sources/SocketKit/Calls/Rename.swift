internal import CSocketShims
internal import Glibc

/// Changing what a name of the file system stands for, in one step that nobody sees half of.
///
/// Source: rename(2).
public enum Rename {
  /// Gives a file or folder another name on the same file system; a file of that name is replaced.
  public static func move(_ path: String, to other: String) throws(Errno) {
    _ = try SystemCall.run("rename", "\(path), \(other)") { rename(path, other) }
  }

  /// Exchanges two names, whatever they stand for; both exist before and after.
  public static func exchange(_ path: String, _ other: String) throws(Errno) {
    _ = try SystemCall.run("renameat2", "\(path), \(other), RENAME_EXCHANGE") { csocket_exchange(path, other) }
  }
}
