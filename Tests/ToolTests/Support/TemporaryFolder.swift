import Glibc
import SocketKit

/// A folder of a test's own, which everybody may write to and which is gone with the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws(Errno) {
    var template = Array("/tmp/tcplab-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw .last }
    path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    // An ordinary user's run writes here too.
    chmod(path, 0o777)
  }

  deinit { remove() }

  /// Removes it and all that is in it.
  func remove() {
    var removal = try? ChildProcess(Spawn("/bin/rm", ["-rf", path]))
    _ = removal?.wait()
  }

  /// Writes a file, and returns its path.
  func write(_ octets: [UInt8], to name: String) throws(Errno) -> String {
    let path = "\(self.path)/\(name)"
    try FileDescriptor.open(path, .replace).writeAll(octets.span.bytes)
    return path
  }

  func write(_ text: String, to name: String) throws(Errno) -> String { try write(Array(text.utf8), to: name) }
}
