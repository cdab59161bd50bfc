internal import SocketKit
internal import ToolKit

extension Experiment {
  /// A program that does not read, one that reads a little, and one that reads at last.
  public static let slowReader = Experiment(
    name: "slow-reader",
    question: "The receiver does not read: what stops the sender, and how does it learn that it may go on?",
    hosts: (SlowReaderExperiment.reader, SlowReaderExperiment.writer),
    perform: SlowReaderExperiment.perform, judge: SlowReaderExperiment.judge,
    control: Control(
      "the reader reads at once",
      perform: { stage throws(Failure) in try SlowReaderExperiment.perform(stage, waits: false) },
      refutes: ["the window closes", "the sender asks", "each question", "a few octets", "when the program reads"]))
}

/// The parts of `Experiment.slowReader`; how they are judged stands beside them.
enum SlowReaderExperiment {
  static let reader = HostPlan(name: "reader", place: 1)!
  static let writer = HostPlan(name: "writer", place: 2)!
  static let place = SocketAddress(writer.address, port: 8080)
  static let (source, sink) = ("writer", "reader")
  /// What is sent: far more than the receive buffer holds.
  static let octets = 200_000
  /// The receive buffer that is asked for, octets; the kernel doubles it.
  static let buffer = 8192
  /// How little is read first: far less than a segment.
  static let sip = 100
  /// How long nothing is read: time for three questions, after 0.2, 0.4 and 0.9 s.
  static let pause = Duration.milliseconds(2100)
  /// How long nothing more is read behind the sip.
  static let secondPause = Duration.milliseconds(200)

  static func perform(_ stage: Stage) throws(Failure) { try perform(stage, waits: true) }

  static func perform(_ stage: Stage, waits: Bool) throws(Failure) {
    // Otherwise it answers what is outside its window twice a second at most, and the second question is too early.
    try stage.network.first.set("net.ipv4.tcp_invalid_ratelimit", to: "0")
    let source = try stage.startCaller(source, on: stage.network.second)
    stage.call(source, "listen l \(place)")
    try stage.require(source, says: "listening")
    let sink = try stage.startCaller(sink, on: stage.network.first)
    stage.call(sink, "socket a", "set a receive-buffer \(buffer)", "connect a \(place)")
    stage.call(source, "accept b l")
    stage.begin(source, "send b \(octets)", "shutdown b writing")
    if waits { stage.watch(for: pause) }
    stage.call(sink, "read a \(sip)")
    if waits { stage.watch(for: secondPause) }
    stage.call(sink, "read a \(octets)", "close a")
    stage.wait(for: source, toSay: "shut-down")
    stage.wait(forAtMost: 0, in: .finWait2, on: stage.network.second)
    for process in [source, sink] { stage.end(process) }
  }
}
