import EventLoop
import Glibc
import SocketKit
import ToolKit

/// Where `-o` sends what is read.
struct Output: ~Copyable {
  /// A pipe that is writable takes this much without waiting (pipe(7), PIPE_BUF). It cannot be made nonblocking: the
  /// flag belongs to everybody who has the pipe.
  private static let pipeRoom = 4096

  private let descriptor: FileDescriptor
  private var watch: Watch?

  /// - Parameter path: "-" is standard output.
  init(_ path: String) throws(Failure) {
    guard path != "-" else {
      descriptor = FileDescriptor(owning: STDOUT_FILENO)
      return
    }
    do throws(Errno) { descriptor = try .open(path, .replace) } catch { throw Failure(file: path, error) }
  }

  /// Whether it is a file, which never waits and is never reported as ready.
  var isAlwaysReady: Bool { watch?.isAlwaysReady ?? false }

  /// Learns what kind of descriptor it is.
  mutating func join(_ poller: borrowing Poller, _ token: Token) throws(Errno) {
    watch = try Watch(of: descriptor, token, poller)
  }

  /// Is told when it has room from now on, or is not.
  mutating func wait(_ waits: Bool, _ poller: borrowing Poller) throws(Errno) {
    try watch?.set(waits ? .writable : nil, on: descriptor, poller)
  }

  /// Writes what it takes now.
  borrowing func take(_ passage: inout Passage) throws(Errno) {
    try passage.store(to: descriptor, limit: isAlwaysReady ? .max : Self.pipeRoom)
  }
}
