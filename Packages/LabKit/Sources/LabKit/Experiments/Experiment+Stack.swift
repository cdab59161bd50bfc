extension Experiment {
  /// The experiment with UStack at the server, which leaves results of its own; nil where that makes no sense.
  public var stacked: Experiment? {
    guard let left = kernelClaims else { return nil }
    var other = self
    other.name = "\(name)-ustack"
    other.question = "\(question) And when the server's TCP is UStack?"
    other.serverStack = .ustack
    other.judge = { [judge] seen in
      judge(seen).filter { expectation in !left.contains { expectation.claim.hasPrefix($0) } }
    }
    other.control = nil
    return other
  }
}
