internal import EventLoop
internal import Glibc
internal import SocketKit
public import ToolKit

/// The process that holds a standing network: it makes it, notes it, and waits to be told to let go.
public enum NetworkKeeper {
  /// The operand that makes lab-net a keeper: `lab-net hold`. It is for `start` alone.
  public static let verb = "hold"

  /// Starts a keeper in the background, and waits until its network is there.
  ///
  /// - Parameters:
  ///   - name: the network's, by which other commands find it.
  ///   - program: the file of lab-net.
  /// - Returns: the status the keeper ended with, when there is no network; it has said why on standard error.
  /// - Throws: 71 when it cannot be started.
  public static func start(_ name: String, program: String) throws(Failure) -> ExitStatus? {
    do throws(Errno) {
      let answer = try Pipe()
      var request = Spawn(program, [verb, "--name", name])
      request.standard.output = answer.writeEnd.rawValue
      request.newSession = true
      request.deathSignal = nil
      var keeper: ChildProcess
      do throws(ChildProcess.SpawnError) { keeper = try ChildProcess(request) } catch { throw error.errno }
      let output = answer.intoReadEnd()
      var octet: [UInt8] = [0]
      var span = octet.mutableSpan
      var room = span.mutableBytes
      if case .octets = try output.read(into: &room) {
        keeper.letGo()
        return nil
      }
      guard case .exited(let status) = keeper.wait() else { return .software }
      return ExitStatus(rawValue: CInt(status)) ?? .software
    } catch {
      throw Failure(errno: error, doing: "keeper of \(name)")
    }
  }

  /// Is the keeper: makes a network, and holds it until SIGTERM.
  ///
  /// - Throws: as `LabNetwork`; 1 when a network of that name is up.
  public static func hold(
    _ name: String, hosts: (HostPlan, HostPlan), notes: StandingNetworkNotes
  ) throws(Failure) {
    let signals: SignalDescriptor
    do throws(Errno) { signals = try SignalDescriptor([.interrupt, .terminate, .hangup]) } catch {
      throw Failure(errno: error, doing: "signals")
    }
    try LabGround.enter()
    let network = try LabNetwork(hosts.0, hosts.1)
    try notes.write(standing(name, network))
    defer { notes.remove(name) }
    do throws(Errno) {
      try answer()
      var poller = try Poller(capacity: 1)
      try poller.add(signals.descriptor, .fixed(0), .readable)
      while try poller.wait(until: nil) == 0 {}
    } catch {
      throw Failure(errno: error, doing: "keep \(name)")
    }
    withExtendedLifetime(network) {}
  }

  private static func standing(_ name: String, _ network: LabNetwork) -> StandingNetwork {
    StandingNetwork(
      name: name, keeper: getpid(), keeperStart: ProcessStart(of: getpid())?.ticks ?? 0,
      hosts: network.hosts.map { host in
        .init(
          name: host.name, address: "\(host.plan.address)/\(HostPlan.prefixLength)",
          descriptor: Int(host.namespace.descriptor.rawValue))
      })
  }

  /// Says that the network is there, and lets go of the terminal and of whoever reads its output.
  private static func answer() throws(Errno) {
    let output = FileDescriptor(owning: 1)
    try output.writeAll([UInt8(ascii: "\n")].span.bytes)
    let nothing = try FileDescriptor.open("/dev/null", .write)
    _ = output.release()
    for number: CInt in 0 ... 2 { dup2(nothing.rawValue, number) }
  }
}
