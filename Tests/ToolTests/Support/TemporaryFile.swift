import Glibc
import SocketKit

/// Files without a name, which are gone when they are closed.
enum TemporaryFile {
  static func make() throws(Errno) -> FileDescriptor {
    var template = Array("/tmp/tcplab-test-XXXXXX".utf8CString)
    let number = mkstemp(&template)
    guard number >= 0 else { throw .last }
    unlink(template)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    return FileDescriptor(owning: number)
  }

  /// All that is in it so far. Its position is also that of a program that writes to it, so this leaves it alone.
  static func contents(of file: borrowing FileDescriptor) throws(Errno) -> [UInt8] {
    var contents: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      var span = chunk.mutableSpan
      var room = span.mutableBytes
      guard case .octets(let count) = try file.read(into: &room, at: contents.count) else { return contents }
      contents += chunk[..<count]
    }
  }
}
