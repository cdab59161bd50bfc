import SocketKit
import ToolKit

extension Worker {
  /// Runs one on this thread. It says by its post when it is over.
  static func run(
    _ number: Int, _ target: SocketAddress, _ settings: Settings, _ pattern: Pattern, _ post: Post, _ report: Report,
    beside companion: inout some Companion & ~Copyable
  ) {
    do throws(Errno) {
      var worker = try Worker(number, target, settings, pattern, post, report)
      try worker.run(beside: &companion)
    } catch {
      post.say { $0.failure = error }
    }
    post.say { $0.isOver = true }
  }

  /// Runs one on a thread of its own.
  static func start(
    _ number: Int, _ target: SocketAddress, _ settings: Settings, _ pattern: Pattern, _ post: Post, _ report: Report
  ) throws(Errno) {
    try DetachedThread.start {
      var nobody = NoCompanion()
      run(number, target, settings, pattern, post, report, beside: &nobody)
    }
  }
}
