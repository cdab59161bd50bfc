import LabKit
import ToolKit

/// The experiments of these names, or their controls; `all` stands for every one.
func chosen(_ names: [String], _ settings: Settings) throws(Failure) -> [Experiment] {
  if names == ["all"] {
    return settings.control ? Experiment.all.compactMap(\.controlled) : Experiment.all
  }
  var experiments: [Experiment] = []
  for name in names {
    guard let experiment = Experiment.named(name) else {
      throw Failure(.usage, "no experiment is called '\(name)': see `lab list`")
    }
    guard let one = settings.control ? experiment.controlled : experiment else {
      throw Failure(.usage, "--control: \(name) has none")
    }
    experiments.append(one)
  }
  return experiments
}

/// Runs one after the other, and shows each as it is judged. A run without a verdict ends all.
func run(_ experiments: [Experiment], _ settings: Settings, _ report: Report) throws(Failure) -> ExitStatus {
  try LabGround.enter()
  let toolbox = Toolbox(preferring: settings.tools)
  let text = LadderText(style: settings.ascii ? .ascii : .unicode, width: settings.width)
  var outcomes: [ExperimentRun.Outcome] = []
  for experiment in experiments {
    let outcome = try ExperimentRun(experiment, toolbox: toolbox, root: settings.output).perform()
    outcomes.append(outcome)
    if !settings.tap { show(outcome, text, report) }
  }
  let verdicts = Verdicts(outcomes.map(\.facts))
  if settings.tap { report.print(verdicts.tap) }
  if let path = settings.junit { try verdicts.writeJUnit(to: path) }
  return verdicts.hold ? .done : .negative
}

/// A ladder and verdicts for people, or the verdicts alone for programs.
private func show(_ outcome: ExperimentRun.Outcome, _ text: LadderText, _ report: Report) {
  let facts = outcome.facts
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
    if report.loudness != .quiet {
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
    ])
}
