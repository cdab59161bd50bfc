internal import Glibc
internal import SocketKit
public import ToolKit

extension StandingNetwork {
  /// Runs a program in a host, with our input and output.
  ///
  /// - Parameters:
  ///   - words: the program, searched in PATH, and its arguments.
  ///   - host: one of this network.
  /// - Returns: what it ended with; 128 and the number for a signal, as a shell has it.
  /// - Throws: 69 when there is no such program, 71 when it cannot be started.
  public func run(_ words: [String], in host: Host) throws(Failure) -> CInt {
    guard let program = words.first, let path = Spawn.search(program) else {
      throw Failure(.unavailable, "\(words.first ?? ""): not found")
    }
    var request = Spawn(path, Array(words.dropFirst()))
    do throws(Errno) {
      let network = try FileDescriptor.open(namespacePath(of: host), .read)
      let user = try FileDescriptor.open("/proc/\(keeper)/ns/user", .read)
      request.network = network.rawValue
      if !Self.isOwnUserNamespace(keeper) { request.user = user.rawValue }
      // Ctrl-C is for the program; we wait for its end in any case.
      signal(SIGINT, SIG_IGN)
      var child: ChildProcess
      do throws(ChildProcess.SpawnError) { child = try ChildProcess(request) } catch { throw error.errno }
      // Held until here: the child has entered both before it runs.
      try network.close()
      try user.close()
      switch child.wait() {
      case .exited(let status): return CInt(status)
      case .signalled(let signal): return 128 + signal.rawValue
      }
    } catch {
      throw Failure(errno: error, doing: "\(program) in \(host.name)")
    }
  }

  /// How long the keeper may take to end: it only lets go of what it holds, in milliseconds on a machine that works.
  private static let patience = Duration.seconds(5)

  /// Ends the keeper, and waits until everything it held is gone.
  ///
  /// - Throws: 71 when it cannot be signalled; 1 when it is still there 5 s later, as one that is stopped.
  public func takeDown() throws(Failure) { try takeDown(within: Self.patience) }

  /// The same with another patience.
  func takeDown(within patience: Duration) throws(Failure) {
    let hasEnded: Bool
    do throws(Errno) {
      let watch = try FileDescriptor.process(keeper)
      // Asked once it is open: then the descriptor is the keeper's, whoever gets its number.
      guard isUp else { return }
      try watch.signalProcess(.terminate)
      hasEnded = try watch.waitUntilReadable(by: Timestamp.monotonicNow.addingClamped(patience.wholeNanoseconds))
    } catch {
      // Somebody else took it down since it was found.
      if error == .noSuchProcess { return }
      throw Failure(errno: error, doing: "keeper \(keeper)")
    }
    guard hasEnded else {
      throw Failure(.negative, "keeper \(keeper): still there \(patience) after SIGTERM")
    }
  }

  private static func isOwnUserNamespace(_ process: CInt) -> Bool {
    var (ours, theirs) = (stat(), stat())
    return stat("/proc/self/ns/user", &ours) == 0 && stat("/proc/\(process)/ns/user", &theirs) == 0
      && ours.st_ino == theirs.st_ino && ours.st_dev == theirs.st_dev
  }
}
