import Glibc
import SocketKit

/// The file of this process that gets its name only when it is whole.
///
/// Until then it lies in the same folder as `.NAME.PID.partial`, so that a capture broken off is never taken for a whole
/// one. There is one at most, known to the whole process, because it must also be removed at exit(3), with which the
/// tool ends when nobody reads its events.
enum PartialFile {
  private nonisolated(unsafe) static var temporary: UnsafeMutablePointer<CChar>?

  /// Makes the file; what has `name` now stays until `finish`.
  static func create(_ name: String) throws(Errno) -> FileDescriptor {
    precondition(temporary == nil, "a second partial file")
    let folder = name.lastIndex(of: "/").map { name[...$0] } ?? ""
    let path = "\(folder).\(name.dropFirst(folder.count)).\(getpid()).partial"
    let descriptor = try FileDescriptor.open(path, .create)
    temporary = strdup(path)
    atexit { PartialFile.remove() }
    return descriptor
  }

  /// Gives the file its name; what had it before is gone.
  static func finish(_ name: String, _ descriptor: borrowing FileDescriptor) throws(Errno) {
    // A disk that turns out full only now must be heard of before the name says that all is there.
    _ = try SystemCall.run("fsync", on: descriptor.rawValue) { fsync(descriptor.rawValue) }
    _ = try SystemCall.run("rename", name) { rename(temporary, name) }
    temporary = nil
  }

  /// The capabilities that giving the name, or removing the file, may need: none in a folder of one's own. In another's,
  /// root can do either by these alone.
  static func rights(toName name: String) -> CapabilitySet {
    let folder = name.lastIndex(of: "/").map { String(name[...$0]) } ?? "."
    var status = stat()
    let isOwn = stat(folder, &status) == 0 && status.st_uid == geteuid() && status.st_mode & 0o300 == 0o300
    return isOwn ? [] : [.accessOverride, .fileOwner]
  }

  /// Removes the file, if it is not finished.
  static func remove() {
    if let temporary { unlink(temporary) }
    temporary = nil
  }
}
