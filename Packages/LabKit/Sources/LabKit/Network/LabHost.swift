internal import Glibc
public import SocketKit
internal import Synchronization

/// A host of a laboratory: a network namespace with one interface, held by a descriptor of this process and by nothing
/// else, so that it is gone when the process is, however that ends.
public final class LabHost: Sendable {
  /// What it was planned as.
  public let plan: HostPlan
  /// What holds it.
  public let namespace: Namespace
  private let noted = Mutex<[String]>([])

  /// Its name.
  public var name: String { plan.name }

  init(_ plan: HostPlan, _ namespace: consuming Namespace) {
    self.plan = plan
    self.namespace = namespace
  }

  /// More than an experiment changes; one that changes things in a loop is told by its first turns.
  private static let changesMax = 200

  /// What an experiment changed about it, as the commands that a person would have typed.
  public var changes: [String] { noted.withLock { $0 } }

  /// Keeps such a command: of ip(8) or of any other program, inside the host.
  func note(_ command: String) {
    noted.withLock { if $0.count < Self.changesMax { $0.append(command) } }
  }

  /// Does something in this host's network, on the calling thread, and comes back.
  ///
  /// Sockets that `body` makes stay in the host for their life.
  ///
  /// - Throws: what `body` throws, or the failure to enter or to come back.
  public func inside<Result: ~Copyable>(_ body: () throws(Errno) -> Result) throws(Errno) -> Result {
    let home = try Namespace.current(.network)
    try namespace.enter()
    do throws(Errno) {
      let result = try body()
      try home.enter()
      return result
    } catch {
      try home.enter()
      throw error
    }
  }

  /// Waits until its link is up: before, the kernel drops what is sent without a word.
  ///
  /// - Throws: `.timedOut` when it is not within two seconds.
  func awaitLink() throws(Errno) {
    try inside { () throws(Errno) in
      let interface = try NetworkInterface(named: HostPlan.interface)
      let end = Timestamp.monotonicNow + 2_000_000_000
      while try !interface.isRunning() {
        guard Timestamp.monotonicNow < end else { throw .timedOut }
        // There is a message for it on a netlink socket, which would take more to read than this takes to wait.
        poll(nil, 0, 1)
      }
    }
  }
}
