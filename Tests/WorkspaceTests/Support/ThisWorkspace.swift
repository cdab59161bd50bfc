import Glibc

/// The workspace that these tests belong to.
enum ThisWorkspace {
  /// Its root: four components above this file.
  static let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

  /// A file in it.
  static func path(_ name: String) -> String { "\(root)/\(name)" }

  /// Where SwiftPM put what it built: the tests' executable and the tools' are in one folder.
  static let build: String = {
    guard let executable = realpath("/proc/self/exe", nil) else { preconditionFailure("/proc is not mounted") }
    defer { free(executable) }
    return "/" + String(cString: executable).split(separator: "/").dropLast().joined(separator: "/")
  }()
}
