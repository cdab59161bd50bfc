import EventLoop
import Glibc
import Observe
import SocketKit
import ToolKit

/// A command under strace(1), from its start to its end and to that of all it began.
///
/// strace writes into a pipe that it opens by our name for it in /proc: the command inherits nothing of it, and its own
/// descriptors have the numbers they would have unwatched. Who does not read the events makes strace wait, and with it the
/// command: nothing is lost, and nothing is kept but the pipe and a line.
struct TracedCommand: ~Copyable {
  /// What becomes of the command is decided by how it ended; or else by this.
  enum Ending {
    /// What the shell would say of the command.
    case status(CInt)
    /// Nobody reads any more.
    case readerLeft
  }

  enum Place {
    static let signals = Token.fixed(0)
    static let trace = Token.fixed(1)
    static let command = Token.fixed(2)
    static let output = Token.fixed(3)
  }

  var child: ChildProcess
  var ending: ChildProcess.Ending?
  let signals: SignalDescriptor
  var poller: Poller
  let trace: FileDescriptor
  /// Where a reader may leave; nil with `-o`.
  let output: FileDescriptor?
  /// Ours of the pipe's other end: open until strace has its own.
  var traceEnd: FileDescriptor?
  var lines = LineSplitter(limit: StraceReader.lineMax)
  var reader = StraceReader()
  var traceIsOver = false
  /// Whether strace has told of anything, and how the command's first execve came out.
  var hasBegun = false
  var executionError: String?
  var hasSeenEnd = false
  let follows: Settings.Following
  let telling: Telling

  init(_ strace: String, _ command: [String], _ settings: Settings, _ telling: consuming Telling) throws(Failure) {
    follows = settings.following
    do throws(Errno) {
      let pipe = try Pipe()
      let traceEnd = try pipe.writeEnd.duplicate()
      let trace = pipe.intoReadEnd()
      try trace.setNonblocking(true)
      let signals = try SignalDescriptor([.interrupt, .terminate, .hangup])
      let path = "/proc/\(getpid())/fd/\(traceEnd.rawValue)"
      var request = Spawn(
        strace,
        StraceCommand.arguments(trace: settings.trace ?? StraceCommand.trace, output: path, command: command))
      // Whatever ends us before it, it ends too, as it may.
      request.deathSignal = .terminate
      let child: ChildProcess
      do throws(ChildProcess.SpawnError) { child = try ChildProcess(request) } catch { throw error.errno }
      Tracer.endsWithUs(tracing: child.pid)
      let poller = try Poller(capacity: 4)
      try poller.add(signals.descriptor, Place.signals, .readable)
      try poller.add(trace, Place.trace, .readable)
      try poller.add(child.descriptor, Place.command, .readable)
      output = telling.isStandardOutput ? try Self.watchReader(poller) : nil
      self.trace = trace
      self.traceEnd = consume traceEnd
      self.child = child
      self.signals = signals
      self.poller = poller
      self.telling = telling
    } catch {
      throw Failure(errno: error, doing: "start strace")
    }
  }

  /// Standard output, so watched that a reader who leaves is told, also while there is nothing to write to it.
  private static func watchReader(_ poller: borrowing Poller) throws(Errno) -> FileDescriptor {
    let output = FileDescriptor(owning: STDOUT_FILENO)
    do throws(Errno) {
      try poller.add(output, Place.output, [])
    } catch {
      guard error == .notPermitted else { throw error }  // A regular file, which nobody leaves.
    }
    return output
  }

  /// Lets the command go, for whom nobody waits any more: it gets SIGTERM when this process ends.
  consuming func abandon() {
    // Before the pipe's end is gone with this value.
    Tracer.end()
    child.letGo()
  }
}
