import LabKit
import ToolKit

/// The experiments of these names; `all` stands for every one, or for every one that can be done in the way asked for.
func chosen(_ names: [String], _ settings: Settings) throws(Failure) -> [Experiment] {
  if settings.control, settings.stack != .kernel { throw Failure(.usage, "--control: not with --stack") }
  if names == ["all"] { return Experiment.all.filter { subject(of: $0, settings) != nil } }
  var experiments: [Experiment] = []
  for name in names {
    guard let experiment = Experiment.named(name) else {
      throw Failure(.usage, "no experiment is called '\(name)': see `lab list`")
    }
    guard subject(of: experiment, settings) != nil else {
      throw Failure(.usage, settings.control ? "--control: \(name) has none" : "--stack: \(name) is about the kernel's")
    }
    experiments.append(experiment)
  }
  return experiments
}

/// What is done of an experiment: it, its control, or the same on another stack; nil where it has no such form.
func subject(of experiment: Experiment, _ settings: Settings) -> Experiment? {
  settings.control ? experiment.controlled : settings.stack == .kernel ? experiment : experiment.stacked
}
