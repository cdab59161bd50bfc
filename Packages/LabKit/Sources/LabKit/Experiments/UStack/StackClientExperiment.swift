internal import PacketCodec
internal import SocketKit
internal import ToolKit

extension Experiment {
  /// A client whose TCP is in its own process, with servers on the kernel's; and what the kernel does that nobody told.
  public static let stackClient = Experiment(
    name: "ustack-client",
    question: "Can a TCP of one's own speak with the kernel's, and what does the kernel beside it make of that?",
    hosts: (StackClientExperiment.client, StackClientExperiment.server),
    perform: StackClientExperiment.perform, judge: StackClientExperiment.judge)
}

/// The parts of `Experiment.stackClient`; how they are judged stands beside them.
enum StackClientExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  /// The stack's own, which its host's kernel does not have.
  static let stack = IPv4Address(10, 77, 0, 77)
  static let lines = ["hello\n", "from a stack of one's own\n"]
  static let file = (0 ..< 20_001).map { UInt8(truncatingIfNeeded: ($0 * 2_654_435_761) >> 16) }
  static let chunk = 4096
  /// After each chunk but the last.
  static let pause = "50ms"

  /// A connection to a server of the kernel's.
  enum Round: String, CaseIterable {
    case echo = "own address"
    case halfClose = "half-close"
    case guarded = "borrowed address"
    case bare = "borrowed, guard taken away"

    var place: SocketAddress {
      SocketAddress(StackClientExperiment.server.address, port: 7001 + UInt16(Self.allCases.firstIndex(of: self)!))
    }

    var label: String { "gotcp-tcpclient, \(rawValue)" }
    var serverLabel: String { "server, \(rawValue)" }

    /// The stack's; nil borrows the kernel's.
    var address: IPv4Address? {
      switch self {
      case .echo, .halfClose: stack
      case .guarded, .bare: nil
      }
    }
  }

  static func perform(_ stage: Stage) throws(Failure) {
    try speak(.echo, stage)
    try listen(stage)
    try speak(.guarded, stage)
    try speak(.bare, stage)
  }

  /// Lines to an echo and back, one after the other, and the end.
  private static func speak(_ round: Round, _ stage: Stage) throws(Failure) {
    let server = try stage.start(
      "echo-server", ["-l", "\(round.place)", "-v"], on: stage.network.second, as: round.serverLabel)
    try stage.require(server, says: "listening")
    let words = ["--addr", "\(round.place.address)", "-p", "\(round.place.port)", "--trace"]
    let client = try stage.start(
      stack: "gotcp-tcpclient", words, at: round.address, on: stage.network.first, as: round.label, feeding: true)
    if stage.wait(for: client, toSay: "connected") {
      stage.wait(for: 1, in: .established, on: stage.network.second)
    }
    if round == .bare {
      try stage.network.first.removeFilters()
      client.send(lines[0])
      stage.wait(for: client, toPrint: lines[0].utf8.count, unless: (server, "close"))
    } else {
      say(to: client, stage)
    }
    client.closeInput()
    if !stage.waitForEnd(of: client) { stage.stop(client) }
    stage.stop(server)
  }

  private static func say(to client: ToolProcess, _ stage: Stage) {
    var octets = 0
    for line in lines {
      client.send(line)
      octets += line.utf8.count
      stage.wait(for: client, toPrint: octets)
    }
  }

  /// A file, behind the end of what the client has to say.
  private static func listen(_ stage: Stage) throws(Failure) {
    let path = try stage.makeFile(file, named: "file")
    let round = Round.halfClose
    let server = try stage.start(
      "halfclose-server", ["-l", "\(round.place)", "-f", path, "-c", "\(chunk)", "-i", pause, "--once"],
      on: stage.network.second, as: round.serverLabel)
    try stage.require(server, says: "listening")
    let words = ["--addr", "\(round.place.address)", "-p", "\(round.place.port)"]
    let client = try stage.start(
      stack: "gotcp-tcpclient", words, at: round.address, on: stage.network.first, as: round.label)
    if !stage.waitForEnd(of: client) { stage.stop(client) }
    stage.waitForEnd(of: server)
    stage.stop(server)
  }
}
