internal import EventLoop
internal import SocketKit

/// A worker's process, as its master holds it. One that goes out of scope while it runs is killed and reaped.
struct Hand: ~Copyable {
  let member: Member
  var child: ChildProcess
  let channel: FileDescriptor
  private let counters: SharedCounters

  /// What a worker runs.
  struct Program {
    /// argv's first, without the worker's number.
    var name: String
    var arguments: [String]
  }

  /// Starts one.
  ///
  /// - Parameter listener: the descriptor of its station's socket.
  init(_ member: Member, _ program: Program, listener: CInt) throws(ChildProcess.SpawnError) {
    let pair = try Self.step("socketpair") { () throws(Errno) in try MessagePair() }
    let counters = try Self.step("memfd_create") { () throws(Errno) in try SharedCounters() }
    var request = Spawn(SocketKit.Program.itself, program.arguments)
    request.name = "\(program.name)[wrk\(member.station)]"
    request.variables = ["\(Post.variable)=\(member.station)"]
    request.inherited = [listener, pair.far.rawValue, counters.descriptor.rawValue]
    // A worker that serves learns from its channel that the master is gone, and holds SIGHUP back. This is for one that
    // does not serve yet; SIGTERM beside the channel would look like the second signal, the one that ends at once.
    request.deathSignal = .hangup
    child = try ChildProcess(request)
    self.member = member
    self.counters = counters
    channel = pair.intoNear()
  }

  /// Runs a part of starting one, which a failure is to name.
  static func step<Result: ~Copyable>(
    _ name: String, _ body: () throws(Errno) -> Result
  ) throws(ChildProcess.SpawnError) -> Result {
    do throws(Errno) {
      return try body()
    } catch {
      throw ChildProcess.SpawnError(step: name, errno: error)
    }
  }

  /// What it published last.
  var tally: WorkerTally { WorkerTally(counters) }
}
