import Prefork
import SocketKit
import ToolKit

/// What this process is to be.
enum Role: ~Copyable {
  /// Serves by itself.
  case alone
  /// Serves for a master, which started it.
  case worker(Post)
  /// Starts those who serve.
  case master

  /// Finds out.
  static func ofThisProcess(_ settings: Settings) throws(Failure) -> Role {
    do throws(Errno) {
      if let post = try Post.inherited() { return .worker(post) }
    } catch {
      throw Failure(.usage, "\(Post.variable) is for workers, and no master left what it promises: \(error)")
    }
    return settings.workers == 0 ? .alone : .master
  }
}
