import Glibc
import SocketKit

/// Puts something else under this process's standard output: for exit tests, which have a process of their own.
enum Captured {
  /// A pipe whose reader has left.
  static func closedPipe() throws(Errno) {
    Signal.ignoreBrokenPipe()
    let writeEnd = try Pipe().intoWriteEnd()
    dup2(writeEnd.rawValue, 1)
  }

  /// A disk without room.
  static func fullDisk() throws(Errno) {
    let full = try FileDescriptor.open("/dev/full", .write)
    dup2(full.rawValue, 1)
  }

  /// A file's name that nobody else has; the file exists and is empty.
  static func file() throws(Errno) -> String {
    var template = Array("/tmp/tcplab-test-XXXXXX".utf8CString)
    let number = mkstemp(&template)
    guard number >= 0 else { throw .last }
    close(number)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
