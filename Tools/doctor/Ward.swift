import Glibc
import SocketKit
import ToolKit

/// Has each trial made by a child of its own: what it enters, opens and makes is gone with it, and a trial that hangs or
/// is killed is a finding.
struct Ward {
  private let settings: Settings
  private let report: Report
  private var missing: [Capability] = []

  init(_ settings: Settings, _ report: Report) {
    self.settings = settings
    self.report = report
  }

  /// - Parameter isComplete: whether all is tried, so that something can be said of the laboratory.
  mutating func examine(_ capabilities: [Capability], isComplete: Bool) -> ExitStatus {
    for capability in capabilities where !examine(capability) { missing.append(capability) }
    guard isComplete else { return missing.isEmpty ? .done : .negative }
    let lacking = missing.filter(\.isForLaboratory)
    report.result(
      "laboratory",
      [.flag("complete", lacking.isEmpty)]
        + (lacking.isEmpty ? [] : [.text("missing", lacking.map(\.rawValue).joined(separator: ","))]))
    return lacking.isEmpty ? .done : .negative
  }

  private func examine(_ capability: Capability) -> Bool {
    var words = ["--here", capability.rawValue]
    if report.isJSON { words.append("--json") }
    do throws(ChildProcess.SpawnError) {
      var request = Spawn(Program.itself, words)
      request.name = "doctor"
      var child = try ChildProcess(request)
      var entry = pollfd(fd: child.descriptor.rawValue, events: Int16(POLLIN), revents: 0)
      let patience = CInt(clamping: Int(settings.timeout / .milliseconds(1)))
      let isOver = (try? SystemCall.run("poll") { poll(&entry, 1, patience) }) ?? 0 > 0
      if !isOver { child.send(.kill) }
      switch child.wait() {
      case .exited(0): return true
      case .exited(1): return false
      case .exited(let status): return fail(capability, "the trial ended with status \(status)")
      case .signalled(let signal):
        let end = isOver ? "was ended by \(signal)" : "did not end within \(settings.timeout)"
        return fail(capability, "the trial \(end)")
      }
    } catch {
      return fail(capability, "no process for the trial: \(error)")
    }
  }

  private func fail(_ capability: Capability, _ detail: String) -> Bool {
    Finding.no(detail, still: "unknown", cure: "try it alone: doctor --here \(capability.rawValue)")
      .tell(capability, isNeeded: capability.isForLaboratory, report)
  }
}
