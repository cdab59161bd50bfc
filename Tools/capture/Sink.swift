import EventLoop
import Glibc
import SocketKit
import ToolKit

/// Where the capture goes, and what of it has not gone yet.
///
/// The reader of a pipe may be slow, or never read: so a pipe is written to only while it has room, and the loop goes on
/// hearing signals. A file is written at once.
struct Sink: ~Copyable {
  /// Octets that may wait for a slow reader: 4 MiB. Beyond, frames stay in the kernel's ring, which counts what it loses.
  private static let backlogLimit = 4 << 20
  /// Octets worth a write to a file.
  private static let fileChunk = 64 << 10
  /// What a pipe takes without waiting, once it is writable at all: PIPE_BUF of Linux (pipe(7)).
  private static let pipeChunk = 4096

  /// Whether standard output carries the capture, and events must go elsewhere.
  let isStandardOutput: Bool
  private let name: String
  private let isPartial: Bool
  private let descriptor: FileDescriptor
  private var waiting: [UInt8] = []
  private var written = 0
  /// Set for a target that can be full for a while: the token under which it is polled.
  private var token: Token?
  private var interest: Interest = []

  /// Opens what `-o` says.
  ///
  /// A name that stands for anything but a regular file, as a pipe or /dev/null, is written to and not replaced. A
  /// symbolic link is followed.
  init(_ output: String) throws(Failure) {
    var status = stat()
    let exists = output != "-" && stat(output, &status) == 0
    isStandardOutput = output == "-"
    isPartial = !isStandardOutput && !(exists && status.st_mode & S_IFMT != S_IFREG)
    name = isStandardOutput ? "standard output" : exists ? Self.resolved(output) : output
    guard !isStandardOutput || isatty(STDOUT_FILENO) == 0 else {
      throw Failure(.usage, "standard output is a terminal: give -o FILE")
    }
    do throws(Errno) {
      descriptor =
        isStandardOutput
        ? FileDescriptor(owning: STDOUT_FILENO)
        : isPartial ? try PartialFile.create(name) : try .open(name, .write)
    } catch {
      throw Failure(file: output, error)
    }
  }

  deinit { PartialFile.remove() }

  /// What it takes to finish.
  var rights: CapabilitySet { isPartial ? PartialFile.rights(toName: name) : [] }

  /// Whether enough waits already.
  var isFull: Bool { backlog >= Self.backlogLimit }

  /// Whether nothing waits for room in a pipe; what waits to fill a write to a file is written by `finish`.
  var isEmpty: Bool { token == nil || backlog == 0 }

  private var backlog: Int { waiting.count - written }

  /// Joins the loop, if the target is one that can be full for a while; a reader that leaves is told from then on.
  mutating func join(_ poller: borrowing Poller, _ token: Token) throws(Errno) {
    guard !isPartial else { return }
    do throws(Errno) {
      try poller.add(descriptor, token, [])
      self.token = token
    } catch {
      guard error == .notPermitted else { throw error }  // A regular file, which is always writable.
    }
  }

  /// Says to the loop whether room is waited for; to be called before each wait.
  mutating func watch(_ poller: borrowing Poller) throws(Errno) {
    let wanted: Interest = isEmpty ? [] : .writable
    guard let token, wanted != interest else { return }
    try poller.change(descriptor, token, to: wanted)
    interest = wanted
  }

  /// Takes octets to write, and writes them unless they wait for room in a pipe or for company on the way to a file.
  mutating func take(_ octets: [UInt8]) throws(Failure) {
    waiting += octets
    if token == nil, !isPartial || backlog >= Self.fileChunk { try flush() }
  }

  /// Writes what a pipe, which was told to be writable, takes without waiting.
  ///
  /// - Returns: false when its reader left.
  mutating func writeSome() throws(Failure) -> Bool {
    do throws(Errno) {
      let end = min(waiting.count, written + Self.pipeChunk)
      written += try descriptor.write(waiting.span.bytes.extracting(written ..< end))
      if isEmpty || written >= Self.backlogLimit { forget() }
      return true
    } catch {
      guard error == .brokenPipe else { throw Failure(file: name, error) }
      return false
    }
  }

  /// Writes everything to a file and gives it its name; a pipe must be empty already.
  mutating func finish() throws(Failure) {
    try flush()
    guard isPartial else { return }
    do throws(Errno) {
      try PartialFile.finish(name, descriptor)
    } catch {
      throw Failure(file: name, error)
    }
  }

  private mutating func flush() throws(Failure) {
    do throws(Errno) {
      try descriptor.writeAll(waiting.span.bytes.extracting(written...))
      written = waiting.count
      forget()
    } catch {
      throw Failure(file: name, error)
    }
  }

  private mutating func forget() {
    waiting.removeFirst(written)
    written = 0
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
