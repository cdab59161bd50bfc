internal import Glibc

/// The kernel that everything ran on.
enum Kernel {
  /// Its name and release as uname(2) has them: "Linux 6.18.5".
  static var release: String {
    var name = utsname()
    guard uname(&name) == 0 else { return "unknown" }
    return "\(text(name.sysname)) \(text(name.release))"
  }

  private static func text<Characters>(_ characters: Characters) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
