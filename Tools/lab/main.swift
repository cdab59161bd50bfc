// lab: runs experiments, each in a network of its own, and judges what was seen.

import LabKit
import ToolKit

let command = Command<Settings>(
  "lab", summary: "run experiments on TCP and judge what was seen", operands: "list | run NAME... | run all | report",
  options: [
    .text("o", "output", "DIR", "write results to DIR/NAME", \.output),
    .text(nil, "tools", "DIR", "take tools from DIR first, then from beside lab", \.tools),
    .flag(nil, "control", "take the phenomenon away: what was claimed of it must fail", \.control),
    .value("J", "jobs", "COUNT", within: 1 ... 64, "run so many experiments at once", \.jobs),
    .duration(
      nil, "patience", within: .milliseconds(100) ... .seconds(600), "wait so long for what a tool should do",
      \.patience),
    .value(
      nil, "retries", "COUNT", within: 0 ... 10, "do again, so often, what failed while the machine stood still",
      \.retries),
    .choice(nil, "stack", "whose TCP servers speak, where the experiment makes sense on either", \.stack),
    .flag(nil, "tap", "print verdicts as TAP 14", \.tap),
    .flag("W", "watch", "show states, wire and descriptors while one runs", \.watch),
    .text(nil, "junit", "FILE", "write verdicts to FILE as JUnit XML too", \.junit),
    .choice(nil, "ladders", "draw ladders on the terminal: auto for one run alone", \.ladders),
    .flag(nil, "ascii", "draw ladders with ASCII characters", \.ascii),
    .value("w", "width", "COLUMNS", within: LadderText.widthMin ... 400, "draw ladders so wide", \.width),
  ],
  examples: [
    ("lab run echo", "one connection on all planes, and the verdict"),
    ("lab run slow-reader --watch", "the same on the terminal, while it happens"),
    ("lab run backlog --control", "the same with a queue that is long enough"),
    ("lab run all --junit verdicts.xml", "everything, also for a build server"),
  ],
  exits: [
    (.done, "every expectation holds"), (.negative, "one does not, or the run was interrupted"),
    (.usage, "bad command line"), (.unavailable, "a program that an experiment needs is missing"),
    (.software, "a tool of the laboratory failed"), (.system, "a system call failed"),
    (.inputOutput, "the results could not be written"),
    (.noPermission, "no namespaces for this user, or no right to write there"),
  ])

Tool.main(command, Settings()) { settings, operands, report throws(Failure) in
  switch operands.first {
  case "list" where operands.count == 1:
    for experiment in Experiment.all {
      report.result("experiment", [.text("name", experiment.name), .text("question", experiment.question)])
    }
    return .done
  case "report" where operands.count == 1:
    let index = ReportIndex(settings.output)
    try index.write()
    report.event("report", [.text("path", index.path)])
    return .done
  case "run" where operands.count > 1:
    let experiments = try chosen(Array(operands.dropFirst()), settings)
    if settings.watch, experiments.count > 1 { throw Failure(.usage, "--watch: shows one experiment") }
    return experiments.count == 1
      ? try run(experiments[0], settings, report) : try Together(experiments, settings, report).run()
  default:
    throw Failure(.usage, "need `list`, `run NAME...`, `run all` or `report`")
  }
}
