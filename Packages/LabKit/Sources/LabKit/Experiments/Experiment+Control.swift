extension Experiment {
  /// What the name of a control ends with.
  static let controlSuffix = "-control"

  /// The experiment with its phenomenon taken away, which leaves results of its own; nil where it has no control.
  public var controlled: Experiment? {
    guard let control else { return nil }
    var other = self
    other.name = name + Self.controlSuffix
    other.question = "\(question) And is it not so when \(control.circumstance)?"
    other.perform = control.perform
    other.judge = { [judge] seen in control.judge(judge(seen)) }
    other.control = nil
    return other
  }
}
