import Glibc
import SocketKit

extension FileDescriptor {
  /// The table of TCP sockets of a process's network; empty when there is none. Source: proc_net_tcp(5).
  static func table(of process: CInt) -> String {
    String(decoding: (try? contents(of: "/proc/\(process)/net/tcp", limit: 1 << 16)) ?? [], as: UTF8.self)
  }

  /// A file's length, or 0 when there is none.
  static func count(of path: String) -> Int { (try? contents(of: path, limit: 1 << 20))?.count ?? 0 }
}

extension String {
  /// How often a text is in it.
  func components(_ text: String) -> Int {
    var (count, rest) = (0, self[...])
    while let range = rest.firstRange(of: text) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
