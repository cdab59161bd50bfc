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

  static func contents(of file: borrowing FileDescriptor) throws(Errno) -> [UInt8] {
    guard lseek(file.rawValue, 0, SEEK_SET) == 0 else { throw .last }
    var contents: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      var span = chunk.mutableSpan
      var room = span.mutableBytes
      guard case .octets(let count) = try file.read(into: &room) else { return contents }
      contents += chunk[..<count]
    }
  }
}
