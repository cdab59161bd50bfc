import Glibc
import SocketKit

/// A folder of a test's own, removed with what is in it.
final class TemporaryFolder: Sendable {
  /// Where it is, without links in its name.
  let path: String

  init() throws {
    var template = Array("/tmp/tcplab-workspace-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Errno.last }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    _ = try? Command("rm", "-rf", path).run()
  }

  /// Writes a file, and makes the folders that it lies in.
  func write(_ text: String, to name: String) throws {
    let place = "\(path)/\(name)"
    let folders = place.split(separator: "/").dropLast()
    for count in 1 ... folders.count {
      _ = mkdir("/" + folders.prefix(count).joined(separator: "/"), 0o755)
    }
    let file = try FileDescriptor.open(place, .replace)
    try file.writeAll(Array(text.utf8).span.bytes)
  }

  /// A whole file.
  func text(of name: String) throws -> String {
    String(decoding: try FileDescriptor.contents(of: "\(path)/\(name)", limit: 1 << 20), as: UTF8.self)
  }

  /// Removes one file.
  func remove(_ name: String) {
    _ = unlink("\(path)/\(name)")
  }
}
