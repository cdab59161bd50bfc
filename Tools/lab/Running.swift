import LabKit
import ToolKit

/// Runs one experiment in this process, and shows it when it is judged.
func run(_ experiment: Experiment, _ settings: Settings, _ report: Report) throws(Failure) -> ExitStatus {
  let screen = settings.watch ? try Screen(report) : nil
  try LabGround.enter()
  let run = ExperimentRun(
    subject(of: experiment, settings) ?? experiment, toolbox: Toolbox(preferring: settings.tools),
    root: settings.output,
    patience: settings.patience, showing: screen.map { screen in { screen.show($0) } })
  var outcome = try run.perform()
  for _ in 0 ..< settings.retries where outcome.facts.isDoubtful {
    screen?.leave()
    tellDisturbed(outcome.facts, settings, report)
    outcome = try run.perform()
  }
  screen?.leave()
  if !settings.tap { show(outcome, settings, report) }
  return try conclude(Verdicts([outcome.facts]), settings, report)
}

/// Says of a run that failed while the machine stood still what failed, and that it is done again: a verdict that is thrown
/// away is never thrown away in silence.
func tellDisturbed(_ facts: RunFacts, _ settings: Settings, _ report: Report) {
  let failed = facts.expectations.filter { !$0.holds }.map { "\($0.claim): \($0.found)" }
  guard !settings.tap, report.loudness != .quiet else {
    let reason = "the machine \(facts.disturbance.text): \(failed.joined(separator: "; "))"
    return report.diagnose("\(facts.experiment) failed and is done again, since \(reason)")
  }
  report.event(
    "disturbed",
    [
      .text("experiment", facts.experiment), .text("machine", facts.disturbance.text),
      .text("failed", failed.joined(separator: "; ")),
    ])
}

/// Writes the verdicts for programs, and the report of all runs that are there.
func conclude(_ verdicts: Verdicts, _ settings: Settings, _ report: Report) throws(Failure) -> ExitStatus {
  if settings.tap { report.print(verdicts.tap) }
  if let path = settings.junit { try verdicts.writeJUnit(to: path) }
  try ReportIndex(settings.output).write()
  return verdicts.hold ? .done : .negative
}

/// A ladder and verdicts for people, or the verdicts alone for programs.
private func show(_ outcome: ExperimentRun.Outcome, _ settings: Settings, _ report: Report) {
  let facts = outcome.facts
  let text = LadderText(style: settings.ascii ? .ascii : .unicode, width: settings.width)
  if report.loudness == .verbose {
    for command in outcome.commands { report.verbose("command", [.text("text", command)]) }
  }
  if report.isJSON {
    for expectation in facts.expectations {
      report.result(
        "expect",
        [
          .text("experiment", facts.experiment), .text("claim", expectation.claim),
          .text("found", expectation.found), .text("verdict", expectation.holds ? "PASS" : "FAIL"),
        ])
    }
  } else {
    if report.loudness != .quiet, settings.ladders != .never {
      for ladder in outcome.observation.ladders { report.print(text.lines(ladder).joined(separator: "\n") + "\n") }
      let further = outcome.observation.conversations.count - Observation.laddersMax
      if further > 0 { report.print("and \(further) more: ladder \(outcome.path)/timeline.ndjson\n") }
    }
    for expectation in facts.expectations { report.print(expectation.line) }
  }
  report.event(
    "run",
    [
      .text("experiment", facts.experiment), .text("verdict", facts.holds ? "PASS" : "FAIL"),
      .decimal("seconds", Double(facts.durationNanoseconds) / 1e9), .text("results", outcome.path),
      .decimal("stalled_ms", Double(facts.disturbance.longestStall) / 1e6),
      .decimal("stolen_ms", Double(facts.disturbance.stolen) / 1e6),
    ])
}
