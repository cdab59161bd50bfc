import SocketKit

@testable import LabKit

extension RunFacts {
  /// A run of two and a half seconds that found this.
  init(_ expectations: [LabKit.Expectation], experiment: String = "echo", question: String = "What is it?") {
    self.init(
      experiment: experiment, question: question, started: Script.start, durationNanoseconds: 2_500_000_000,
      hosts: [("client", "10.77.0.1"), ("server", "10.77.0.2")], congestionControl: "reno", kernel: "Linux 6.18",
      expectations: expectations, endings: [("echo-client", "exit 0")], framesDropped: 0)
  }
}
