internal import SocketKit
internal import ToolKit

extension Experiment {
  /// A connection's whole life: three lines go out, come back, and the client closes first.
  public static let echo = Experiment(
    name: "echo",
    question: "What does one connection look like, from the first SYN to the last ACK?",
    hosts: (EchoExperiment.client, EchoExperiment.server),
    perform: EchoExperiment.perform, judge: EchoExperiment.judge,
    kernelClaims: ["echo-server closes every descriptor"])
}

/// The parts of `Experiment.echo`.
enum EchoExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  static let port: UInt16 = 8080
  static let lines = ["hello", "what goes out", "has to come back"]

  static func perform(_ stage: Stage) throws(Failure) {
    let place = "\(server.address):\(port)"
    let listener = try stage.start("echo-server", ["-l", place, "-v"], on: stage.network.second)
    try stage.require(listener, says: "listening")

    let caller = try stage.start("echo-client", [place, "--timeout", "2s"], on: stage.network.first, feeding: true)
    if stage.wait(for: caller, toSay: "connected") {
      stage.waitForSample(of: .established, on: [stage.network.first, stage.network.second])
    }
    for (count, line) in lines.enumerated() {
      caller.send(line + "\n")
      stage.wait(for: caller, toSay: "reply", times: count + 1)
    }
    caller.closeInput()
    stage.waitForEnd(of: caller)
    stage.waitForSample(of: .timeWait, on: [stage.network.first])
    stage.stop(listener)
  }

  static func judge(_ seen: Observation) -> [Expectation] {
    guard seen.conversations.count == 1, let conversation = seen.conversations.first else {
      return [
        Expectation("one connection passes the wire", found: "\(seen.conversations.count) did", holds: false)
      ]
    }
    return [
      .handshake(conversation),
      .everyOctetCameBack(seen.streams[0], seen.told("closed", by: "echo-client").last, conversation),
      .closedFirst(.toServer, conversation),
      .finFollows("shutdown", .toServer, conversation, seen.timeline),
      .timeWaitAtTheFirstToClose(conversation, seen),
      .noReset(conversation),
      .noRetransmission(conversation),
      .acceptedDescriptorsClosed(by: "echo-server", seen.timeline),
      .endedWithZero(["echo-client", "echo-server"], seen.endings),
    ]
  }
}
