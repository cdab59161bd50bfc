import LabKit
import ToolKit

/// The experiments of these names; `all` stands for every one, or for every one with a control where that is asked for.
func chosen(_ names: [String], _ settings: Settings) throws(Failure) -> [Experiment] {
  if names == ["all"] { return Experiment.all.filter { !settings.control || $0.control != nil } }
  var experiments: [Experiment] = []
  for name in names {
    guard let experiment = Experiment.named(name) else {
      throw Failure(.usage, "no experiment is called '\(name)': see `lab list`")
    }
    if settings.control, experiment.control == nil { throw Failure(.usage, "--control: \(name) has none") }
    experiments.append(experiment)
  }
  return experiments
}

/// What is done of an experiment: it, or its control.
func subject(of experiment: Experiment, _ settings: Settings) -> Experiment {
  settings.control ? experiment.controlled ?? experiment : experiment
}
