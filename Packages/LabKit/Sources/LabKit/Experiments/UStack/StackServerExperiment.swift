internal import PacketCodec
internal import SocketKit
internal import ToolKit

extension Experiment {
  /// A server whose TCP is in its own process, with several clients on the kernel's at once.
  public static let stackServer = Experiment(
    name: "ustack-server",
    question: "Who is a server that the kernel of its host knows nothing of, and does it keep its clients apart?",
    hosts: (StackServerExperiment.client, StackServerExperiment.server),
    perform: StackServerExperiment.perform, judge: StackServerExperiment.judge)
}

/// The parts of `Experiment.stackServer`; how they are judged stands beside them.
enum StackServerExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  /// The stack's own address, which its host's kernel does not have.
  static let stack = IPv4Address(10, 77, 0, 77)
  static let place = SocketAddress(stack, port: 7)
  /// Where nobody listens.
  static let closed = SocketAddress(stack, port: 9)
  static let clients = 5

  static func label(_ number: Int) -> String { "client \(number)" }
  static func line(_ number: Int) -> String { "I am client \(number)" }
  static let stranger = "stranger"

  static func perform(_ stage: Stage) throws(Failure) {
    let server = try stage.start(
      stack: "gotcp-tcpserver", ["-p", "\(place.port)"], at: stack, on: stage.network.second)
    try stage.require(server, says: "listening")
    var callers: [ToolProcess] = []
    for number in 1 ... clients { callers.append(try call(number, stage)) }
    stage.wait(for: clients, in: .established, on: stage.network.first)
    // In the other order than they came: who is taken for the first gets another's answer.
    for number in (1 ... clients).reversed() {
      callers[number - 1].send(line(number) + "\n")
      stage.wait(for: callers[number - 1], toSay: "reply")
    }
    let stranger = try stage.start(
      "echo-client", ["\(closed)", "--timeout", "2s"], on: stage.network.first, as: stranger)
    stage.waitForEnd(of: stranger)
    for caller in callers {
      caller.closeInput()
      stage.waitForEnd(of: caller)
    }
    stage.wait(for: server, toSay: "close", times: clients)
    stage.stop(server)
  }

  private static func call(_ number: Int, _ stage: Stage) throws(Failure) -> ToolProcess {
    let caller = try stage.start(
      "echo-client", ["\(place)", "--timeout", "2s"], on: stage.network.first, as: label(number), feeding: true)
    stage.wait(for: caller, toSay: "connected")
    return caller
  }
}
