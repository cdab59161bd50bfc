internal import PacketCodec
internal import SocketKit
internal import ToolKit

extension Experiment {
  /// Words that segments cut and join, and a server that computes while somebody speaks to it.
  public static let words = Experiment(
    name: "words",
    question: "Where does a message end on TCP, and who waits while a server computes?",
    hosts: (WordsExperiment.client, WordsExperiment.server),
    perform: WordsExperiment.perform, judge: WordsExperiment.judge)
}

/// The parts of `Experiment.words`.
enum WordsExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  static let place = SocketAddress(server.address, port: 3000)
  /// How long a server computes, after each pause of the same length. What the others do takes milliseconds, so that a
  /// word reaches the first half of it on a busy machine too.
  static let block = Duration.milliseconds(300)
  /// One word in each of so many blocks: should the machine be too busy for one, there is another.
  static let rounds = 2

  /// Whom the computing holds up.
  enum Model: String, CaseIterable {
    case loop, threads

    var place: SocketAddress { SocketAddress(server.address, port: self == .loop ? 3001 : 3002) }

    /// What the client of a round is filed under.
    func client(_ round: Int) -> String { "client \(round) of \(rawValue)" }
  }

  static func perform(_ stage: Stage) throws(Failure) {
    try speak(stage)
    for model in Model.allCases { try interrupt(model, stage) }
  }

  /// Words on three connections: one is cut and joined, one says good-bye, one comes afterwards.
  private static func speak(_ stage: Stage) throws(Failure) {
    let listener = try serve(place, [], as: "word-server", stage)
    let talker = try call(place, as: "talker", stage)
    talker.send("hel")
    // A server that is slow would find both halves in one read otherwise.
    stage.wait(forRead: 3, at: place, on: stage.network.second)
    talker.send("lo\n")
    stage.wait(for: talker, toSay: "reply")
    talker.send("hi ping\n")
    stage.wait(for: talker, toSay: "reply", times: 3)

    let leaver = try call(place, as: "leaver", stage)
    leaver.send("exit\n")
    stage.waitForEnd(of: leaver)
    talker.send("foo\n")
    stage.wait(for: talker, toSay: "reply", times: 4)
    let newcomer = try call(place, as: "newcomer", stage)
    newcomer.send("hi\n")
    stage.wait(for: newcomer, toSay: "reply")
    for caller in [newcomer, talker] { hangUp(caller, stage) }
    stage.stop(listener)
  }

  /// A word in each of some blocks, each on a connection that is there already and has said nothing yet.
  private static func interrupt(_ model: Model, _ stage: Stage) throws(Failure) {
    let milliseconds = block / .milliseconds(1)
    let listener = try serve(
      model.place, ["--model", model.rawValue, "--block-interval", "\(Int(milliseconds))ms"], as: model.rawValue, stage)
    var callers: [ToolProcess] = []
    for round in 1 ... rounds { callers.append(try call(model.place, as: model.client(round), stage)) }
    for caller in callers {
      let blocks = listener.count(of: "blocking") + 1
      stage.wait(for: listener, toSay: "blocking", times: blocks)
      caller.send("hi\n")
      stage.wait(for: caller, toSay: "reply")
      stage.wait(for: listener, toSay: "unblocked", times: blocks)
    }
    for caller in callers { hangUp(caller, stage) }
    stage.stop(listener)
  }

  private static func serve(
    _ place: SocketAddress, _ options: [String], as label: String, _ stage: Stage
  ) throws(Failure) -> ToolProcess {
    let listener = try stage.start("word-server", ["-l", "\(place)"] + options, on: stage.network.second, as: label)
    try stage.require(listener, says: "listening")
    return listener
  }

  private static func call(
    _ place: SocketAddress, as label: String, _ stage: Stage
  ) throws(Failure) -> ToolProcess {
    let caller = try stage.start(
      "echo-client", ["\(place)", "--timeout", "3s"], on: stage.network.first, as: label, feeding: true)
    stage.wait(for: caller, toSay: "connected")
    return caller
  }

  private static func hangUp(_ caller: ToolProcess, _ stage: Stage) {
    caller.closeInput()
    stage.waitForEnd(of: caller)
  }
}
