import LabKit
import SocketKit
import ToolKit

/// Several experiments, each in a process of its own and several of them at once. One without a verdict ends none of the
/// others.
struct Together {
  private let experiments: [Experiment]
  private let settings: Settings
  private let report: Report
  private let started = Timestamp.now
  private var runs: [RunFacts] = []
  private var skipped: [Verdicts.Skipped] = []
  private var failures: [ExitStatus] = []
  /// What failed while the machine stood still, and is done again.
  private var doubtful: [Experiment] = []

  init(_ experiments: [Experiment], _ settings: Settings, _ report: Report) {
    self.experiments = experiments
    self.settings = settings
    self.report = report
  }

  /// - Returns: what the first one without a verdict ended with, or the verdict of all.
  /// - Throws: 1 when somebody interrupted it, 69 when nothing could be tried.
  consuming func run() throws(Failure) -> ExitStatus {
    let processes = try SideBySide(Toolbox.ownPath, jobs: settings.jobs)
    var isWhole = try processes.run(experiments.map { words(for: $0, retries: 0) }) {
      take($1, of: experiments[$0], mayBeDoubted: settings.retries > 0)
    }
    if isWhole, !doubtful.isEmpty {
      // Alone, so that they do not disturb each other.
      let (again, alone) = (doubtful, try SideBySide(Toolbox.ownPath, jobs: 1))
      isWhole = try alone.run(again.map { words(for: $0, retries: settings.retries - 1) }) {
        take($1, of: again[$0], mayBeDoubted: false)
      }
    }
    let status = try conclude(Verdicts(runs, skipped: skipped), settings, report)
    if !settings.tap { report.event("report", summary) }
    guard isWhole else { throw Failure(.negative, "interrupted") }
    if let failure = failures.first { return failure }
    if runs.isEmpty { throw Failure(.unavailable, "no experiment could be tried") }
    return status
  }

  /// What came of all of them, and where it is shown.
  private var summary: [Field] {
    let expectations = runs.flatMap(\.expectations)
    let held = expectations.count(where: \.holds)
    return [
      .text("path", ReportIndex(settings.output).path), .integer("experiments", runs.count), .integer("passed", held),
      .integer("failed", expectations.count - held), .integer("skipped", skipped.count),
    ]
  }

  /// The command line of one.
  private func words(for experiment: Experiment, retries: Int) -> [String] {
    var words = ["run", experiment.name, "-o", settings.output, "-w", "\(settings.width)"]
    words += ["--ladders", settings.ladders == .always ? "always" : "never"]
    words += ["--patience", "\(Int(settings.patience / .milliseconds(1)))ms", "--retries", "\(retries)"]
    if let tools = settings.tools { words += ["--tools", tools] }
    if settings.control { words.append("--control") }
    if settings.stack != .kernel { words += ["--stack", settings.stack.rawValue] }
    if settings.ascii { words.append("--ascii") }
    if report.isJSON { words.append("-j") }
    if report.loudness == .quiet { words.append("-q") }
    if report.loudness == .verbose { words.append("-v") }
    return words
  }

  private mutating func take(_ result: SideBySide.Result, of experiment: Experiment, mayBeDoubted: Bool) {
    let name = subject(of: experiment, settings)?.name ?? experiment.name
    let facts = facts(of: name, result)
    if mayBeDoubted, let facts, facts.isDoubtful {
      tellDisturbed(facts, settings, report)
      return doubtful.append(experiment)
    }
    if !settings.tap { report.write(result.printed) }
    let account = result.account(of: "lab")
    switch result.ending {
    case .exited(0), .exited(1):
      if let facts { runs.append(facts) } else { fail(name, .negative, account) }
    case .exited(Int(ExitStatus.unavailable.rawValue)), .exited(Int(ExitStatus.noPermission.rawValue)):
      skip(name, account)
    case .exited(let status): fail(name, ExitStatus(rawValue: CInt(status)) ?? .software, account)
    case .signalled: fail(name, .software, account)
    case nil: break
    }
  }

  /// What it left, when it came to a verdict.
  private func facts(of name: String, _ result: SideBySide.Result) -> RunFacts? {
    guard result.ending == .exited(0) || result.ending == .exited(1),
      let facts = try? RunFacts(readingFrom: "\(settings.output)/\(name)"),
      facts.started.realtimeNanoseconds >= started.realtimeNanoseconds
    else { return nil }
    return facts
  }

  private mutating func fail(_ name: String, _ status: ExitStatus, _ account: String) {
    failures.append(status)
    report.diagnose("\(name): \(account)")
  }

  private mutating func skip(_ name: String, _ reason: String) {
    skipped.append(Verdicts.Skipped(name, because: reason))
    if report.isJSON {
      report.result("skip", [.text("experiment", name), .text("reason", reason)])
    } else if !settings.tap {
      report.print("SKIP \(name): \(reason)")
    }
  }
}
