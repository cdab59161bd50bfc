import EventLoop
import Prefork
import SocketKit
import ToolKit

/// Starts workers and sees that they serve, until a signal.
func lead(
  _ settings: Settings, _ report: Report, _ signals: consuming SignalDescriptor
) throws(Failure) -> ExitStatus {
  try expectDescriptors(for: settings.workers)
  try showAsMaster()
  Signal.expectChildren()
  // Whoever holds the port is found out here, before any worker starts.
  let listener = try Listening.open(settings.listen, backlog: settings.backlog)
  do throws(Errno) {
    let port = try SharedPort(listener, sharedBy: settings.workers, backlog: settings.backlog)
    for place in 0 ..< port.count {
      try port.withSocket(place) { socket throws(Errno) in try settings.prepare(socket) }
    }
    let address = port.address
    let arguments = Array(CommandLine.arguments.dropFirst())
    var master = try Master(port, name: command.name, arguments: arguments, signals, grace: settings.grace)
    while true {
      let notice = try master.next()
      if case .over(let outcome) = notice { return end(outcome, master, report) }
      report.tell(notice, at: address, of: master)
    }
  } catch {
    throw Failure(errno: error, doing: "leading")
  }
}

/// A limit that stops the last worker's start is told before the first one's: clients would wait at the port of who never
/// comes.
private func expectDescriptors(for workers: Int) throws(Failure) {
  let (needed, allowed) = (Master.descriptors(forStations: workers), DescriptorLimit.current.soft)
  guard allowed < needed else { return }
  throw Failure(.system, "--workers '\(workers)': needs \(needed) descriptors, and may have \(allowed) (ulimit -n)")
}

/// Starts this program once more in this process, by the name that ps(1) is to show: argv cannot be made longer.
private func showAsMaster() throws(Failure) {
  let name = "\(command.name)[master]"
  Program.setShortName(command.name)
  guard CommandLine.arguments.first != name else { return }
  do throws(Errno) {
    try Program.become(Program.itself, named: name, Array(CommandLine.arguments.dropFirst()))
  } catch {
    throw Failure(errno: error, doing: "execve \(Program.itself)")
  }
}

private func end(_ outcome: Crew.Outcome, _ master: borrowing Master, _ report: Report) -> ExitStatus {
  report.event("stopped", master.tallies().sum.fields + [.integer("unfinished", master.unfinished)])
  guard outcome == .gaveUp else { return .done }
  report.diagnose("workers: \(Crew.mostDeaths) died within a minute, no more are started")
  return .system
}

extension Report {
  fileprivate func tell(_ notice: Master.Notice, at address: SocketAddress, of master: borrowing Master) {
    switch notice {
    case .listening: listening(at: address)
    case .started(let station, let pid):
      event("worker-start", [.integer("worker", station), .integer("pid", pid)])
    case .notStarted(let station, let error):
      diagnose("worker \(station): \(error)")
    case .ended(let station, let pid, let ending):
      event("worker-exit", [.integer("worker", station), .integer("pid", pid), ending.field])
    case .tallyWanted:
      let (running, sum) = master.tallies()
      for (station, pid, tally) in running {
        let worker: [Field] = [.integer("worker", station), .integer("pid", pid)]
        result("stats", worker + [.integer("open", tally.open)] + tally.fields)
      }
      result("stats", [.integer("workers", running.count), .integer("open", sum.open)] + sum.fields)
    case .over: break
    }
  }
}

extension ChildProcess.Ending {
  /// `status=1` or `signal=9`.
  fileprivate var field: Field {
    switch self {
    case .exited(let status): .integer("status", status)
    case .signalled(let signal): .integer("signal", Int(signal.rawValue))
    }
  }
}

extension WorkerTally {
  /// What was done, without what is open.
  var fields: [Field] {
    [.integer("accepted", accepted), .integer("refused", refused), .integer("octets", octets)]
  }
}
