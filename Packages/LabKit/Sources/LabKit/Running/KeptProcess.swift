internal import EventLoop
internal import Glibc
internal import SocketKit

/// A program that runs, with all it writes kept until somebody wants it.
final class KeptProcess {
  private var child: ChildProcess
  private var output: KeptOutput
  private var complaints: KeptOutput

  init(
    _ path: String, _ arguments: [String], _ poller: borrowing Poller, _ token: Token
  ) throws(Errno) {
    let out = try Pipe()
    let other = try Pipe()
    let nothing = try FileDescriptor.open("/dev/null", .read)
    var request = Spawn(path, arguments)
    request.standard = (nothing.rawValue, out.writeEnd.rawValue, other.writeEnd.rawValue)
    request.newSession = true
    do throws(ChildProcess.SpawnError) { child = try ChildProcess(request) } catch { throw error.errno }
    output = try KeptOutput(out.intoReadEnd(), poller, token)
    complaints = try KeptOutput(other.intoReadEnd(), poller, token)
  }

  /// What it wrote to its standard output so far.
  var printed: [UInt8] { output.kept }
  /// The same of its standard error.
  var complained: [UInt8] { complaints.kept }

  /// Takes what it wrote since.
  func read(_ poller: borrowing Poller) {
    output.read(poller)
    complaints.read(poller)
  }

  /// How it ended, once it can write no more; nil before.
  func ending() -> ChildProcess.Ending? { output.isOver && complaints.isOver ? child.wait() : nil }

  func send(_ signal: Signal) { child.send(signal) }
}

/// One of a program's outputs, and what came out of it.
private struct KeptOutput: ~Copyable {
  private let source: FileDescriptor
  private(set) var kept: [UInt8] = []
  private(set) var isOver = false

  /// The most kept: eight ladders of a thousand lines are a megabyte.
  private static let keptMax = 64 << 20

  init(_ source: consuming FileDescriptor, _ poller: borrowing Poller, _ token: Token) throws(Errno) {
    try source.setNonblocking(true)
    try poller.add(source, token, .readable)
    self.source = source
  }

  mutating func read(_ poller: borrowing Poller) {
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while !isOver {
      var span = chunk.mutableSpan
      var room = span.mutableBytes
      switch try? source.read(into: &room) {
      case .octets(let count): kept.append(contentsOf: chunk[..<min(count, Self.keptMax - kept.count)])
      case .notReady: return
      case .endOfStream, nil:
        isOver = true
        try? poller.remove(source)
      }
    }
  }
}
