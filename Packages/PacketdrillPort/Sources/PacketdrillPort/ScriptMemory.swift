internal import Glibc

/// What the process may touch: scripts pass pointers to nowhere to see EFAULT. The kernel is asked by a pipe, since it looks
/// where we may not.
enum ScriptMemory {
  /// True when the process may read these octets.
  static func isReadable(_ start: UnsafeRawPointer?, _ count: Int) -> Bool {
    guard count > 0 else { return true }
    guard let start else { return false }
    return withPipe { _, entry in write(entry, start, 1) == 1 && write(entry, start + (count - 1), 1) == 1 }
  }

  /// True when the process may write there; what is there stays.
  static func isWritable(_ start: UnsafeMutableRawPointer?, _ count: Int) -> Bool {
    guard count > 0 else { return true }
    guard let start else { return false }
    return withPipe { exit, entry in
      [start, start + (count - 1)].allSatisfy { write(entry, $0, 1) == 1 && read(exit, $0, 1) == 1 }
    }
  }

  private static func withPipe(_ body: (_ exit: Int32, _ entry: Int32) -> Bool) -> Bool {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    defer {
      close(ends[0])
      close(ends[1])
    }
    return body(ends[0], ends[1])
  }
}
