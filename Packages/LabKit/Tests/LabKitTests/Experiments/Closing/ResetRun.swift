import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `rst` when all is well; a test breaks one thing of it.
struct ResetRun: Sendable {
  typealias Lab = ResetExperiment

  var beats: [Lab.Way: [Beat]] = [
    // The server's first number is one below the wrap, so that one place behind it stands the number 0.
    .closed: [.syn, Beat.reset(from: .server).at(1)],
    .unread: opening + [asks, .ack(from: .server), .reset(from: .server)],
    .killed: opening + [asks, .ack(from: .server), .reset(from: .server)],
    .linger: opening + [.reset(from: .server)],
    .late: opening + [.fin(from: .server), asks, answer.at(2)],
    .forgotten: opening + [asks, answer.at(1)],
    .overflow: [.syn, .synAck, .ack, answer.at(1)],
  ]
  var heard: [Lab.Way: String] = Dictionary(uniqueKeysWithValues: Lab.Way.allCases.map { ($0, $0.errno) })
  var endings: [String: ChildProcess.Ending?] = {
    let tools = Lab.Way.allCases.map(\.caller) + Lab.wires + [Lab.listener, Lab.other, Lab.early]
    var endings: [String: ChildProcess.Ending?] = Dictionary(uniqueKeysWithValues: tools.map { ($0, .exited(0)) })
    endings[Lab.victim] = .signalled(.kill)
    return endings
  }()

  private static let opening: [Beat] = [.syn, .synAck, .ack]
  private static let asks = Beat.data("0123456789", from: .client)
  /// To a segment that has no business here: the number that it acknowledges, and nothing else.
  private static let answer = Beat(sender: .server, flags: .reset)

  var observation: Observation {
    let scripts = Lab.Way.allCases.map { way in
      var script = Script(beats[way]!)
      script.server = way.place
      return script
    }
    let told = heard.map { way, errno in
      TimelineEvent.told("failed", [.text("errno", errno)], by: way.caller, at: Script.time(of: 50))
    }
    return Observation(scripts, told, endings: endings)
  }

  /// The claims that do not hold of it.
  var failing: [String] { Lab.judge(observation).filter { !$0.holds }.map(\.claim) }
}
