import Glibc
import SocketKit
import Testing

/// The files of one run of the experiment `echo`, made once for all tests that read them.
final class LabRun: Sendable {
  private let folder: TemporaryFolder

  /// Nil where this machine has no laboratory. What is static is never taken down, so the folder goes at exit.
  private static let made: LabRun? = {
    atexit { LabRun.made?.folder.remove() }
    return try? LabRun()
  }()

  static var shared: LabRun {
    get throws { try #require(made, "lab run echo failed") }
  }

  private init() throws {
    folder = try TemporaryFolder()
    let outcome = try BuiltTool("lab").run(["run", "echo", "-q", "-o", folder.path])
    try #require(outcome.status == 0, "\(outcome.errorText)")
  }

  /// The path of the report of all runs, which is this one.
  var report: String { "\(folder.path)/report/index.html" }

  /// The path of one of its files.
  func file(_ name: String) -> String { "\(folder.path)/echo/\(name)" }
}
