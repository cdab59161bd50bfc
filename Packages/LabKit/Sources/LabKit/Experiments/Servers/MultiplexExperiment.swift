internal import PacketCodec
internal import SocketKit
internal import ToolKit

extension Experiment {
  /// A hundred clients of a server that waits before each answer, served by one thread and by a hundred.
  public static let multiplex = Experiment(
    name: "multiplex",
    question: "How many connections can wait at once, and what does each of them take?",
    hosts: (MultiplexExperiment.host, MultiplexExperiment.other), interface: HostPlan.loopback,
    perform: MultiplexExperiment.perform, judge: MultiplexExperiment.judge)
}

/// The parts of `Experiment.multiplex`.
enum MultiplexExperiment {
  /// Server and clients are one process here, which speaks to itself over loopback.
  static let host = HostPlan(name: "host", place: 1)!
  /// A network has two; this one has nothing to do.
  static let other = HostPlan(name: "other", place: 2)!
  static let clients = 100
  /// The server's wait before each answer: long against the time in which a hundred connect on a busy machine.
  static let delay = Duration.milliseconds(500)
  /// Descriptors beside the sockets that the program and its recorder may have open.
  static let furtherDescriptors = 16

  /// Who waits.
  enum Model: String, CaseIterable {
    case loop, threads

    /// All that the process has: the loop's own too.
    var threads: Int { self == .loop ? 1 : clients + 1 }
  }

  static func perform(_ stage: Stage) throws(Failure) {
    for model in Model.allCases {
      let process = try stage.start(
        "multiplex",
        ["-n", "\(clients)", "--delay", "\(Int(delay / .milliseconds(1)))ms", "--model", model.rawValue],
        on: stage.network.first, as: model.rawValue)
      if !stage.waitForEnd(of: process) { stage.stop(process) }
    }
  }
}

// MARK: - Judging

extension MultiplexExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    Model.allCases.flatMap { model in
      [
        answersAll(model, seen), takesOneDelay(model, seen), hasThreads(model, seen), holdsSockets(model, seen),
        isAllOpen(model, seen), opensAllFirst(model, seen),
      ]
    }
  }

  private static func finished(_ model: Model, _ seen: Observation) -> ToolEvent {
    seen.told("finished", by: model.rawValue).last ?? ToolEvent("finished")
  }

  /// What it told of itself at its end.
  private static func told(_ model: Model, _ seen: Observation) -> [Evidence] {
    seen.timeline.evidence(told: "finished", by: model.rawValue)
  }

  private static func answersAll(_ model: Model, _ seen: Observation) -> Expectation {
    let summary = finished(model, seen)
    let (answered, failed) = (summary.integer("answered") ?? -1, summary.integer("failed") ?? -1)
    let ending = seen.endings[model.rawValue] ?? nil
    return Expectation(
      "\(model): every client gets the answer to its own request",
      found: "\(answered) of \(clients) answered, \(failed) failed, \(Expectation.text(ending))",
      holds: answered == clients && failed == 0 && ending == .exited(0), evidence: told(model, seen))
  }

  private static func takesOneDelay(_ model: Model, _ seen: Observation) -> Expectation {
    let seconds = finished(model, seen).number("seconds")
    let one = delay / .seconds(1)
    return Expectation(
      "\(model): \(clients) waits of \(one) s are over in less than two",
      found: seconds.map { "\($0) s" } ?? "it did not say", holds: seconds.map { one ... 2 * one ~= $0 } ?? false,
      evidence: told(model, seen))
  }

  private static func hasThreads(_ model: Model, _ seen: Observation) -> Expectation {
    let threads = finished(model, seen).integer("threads_peak") ?? -1
    let started = seen.calls("clone3", by: model.rawValue).count
    return Expectation(
      "\(model): the process has \(model.threads == 1 ? "one thread" : "\(model.threads) threads")",
      found: "\(threads) at once, \(started) started by calls",
      holds: threads == model.threads && started == model.threads - 1,
      evidence: told(model, seen) + seen.timeline.evidence(call: "clone3", by: model.rawValue))
  }

  private static func holdsSockets(_ model: Model, _ seen: Observation) -> Expectation {
    let sockets = seen.peakOfSockets(heldBy: model.rawValue)
    let descriptors = finished(model, seen).integer("descriptors_peak") ?? -1
    let expected = 2 * clients + 1
    return Expectation(
      "\(model): it holds \(expected) sockets at once, two a connection and a listener",
      found: "\(sockets) sockets; \(descriptors) descriptors of all kinds",
      holds: sockets == expected && expected ... expected + furtherDescriptors ~= descriptors,
      evidence: told(model, seen))
  }

  private static func isAllOpen(_ model: Model, _ seen: Observation) -> Expectation {
    let server = seen.listener(of: model.rawValue)
    let (ours, theirs) = (
      seen.peak(of: .established) { $0.local == server }, seen.peak(of: .established) { $0.remote == server }
    )
    return Expectation(
      "\(model): \(clients) connections are ESTABLISHED at once, at both ends",
      found: "\(theirs) at the clients' end, \(ours) at the server's", holds: ours == clients && theirs == clients,
      evidence: seen.timeline.evidence(into: .established) { $0.local == server || $0.remote == server })
  }

  private static func opensAllFirst(_ model: Model, _ seen: Observation) -> Expectation {
    let server = seen.listener(of: model.rawValue)
    let conversations = seen.conversations.filter { $0.server == server }
    let openings = conversations.compactMap { $0.completion }
    let replies = conversations.compactMap { $0.steps(.toClient).first { $0.segment.payloadCount > 0 } }
    let start = conversations.first?.steps.first?.monotonicNanoseconds ?? 0
    func time(_ step: ConversationStep?) -> String {
      guard let step else { return "never" }
      return "\(Milliseconds.text(nanoseconds: Milliseconds.distance(from: start, to: step.monotonicNanoseconds))) ms"
    }
    let (last, first) = (
      openings.max { $0.packetNumber < $1.packetNumber }, replies.min { $0.packetNumber < $1.packetNumber }
    )
    return Expectation(
      "\(model): \(clients) handshakes are complete before the first answer leaves",
      found: "\(openings.count) handshakes, the last after \(time(last)); \(replies.count) answers, "
        + "the first after \(time(first))",
      holds: openings.count == clients && replies.count == clients
        && last?.packetNumber ?? .max < first?.packetNumber ?? 0, evidence: [last, first].compactMap(\.self).evidence)
  }
}
