import Glibc
import Observe
import SocketKit
import ToolKit

/// What is told, line by line.
struct Answer {
  private let question: Question
  private let diagnosis: Diagnosis
  private let sockets: [SocketSnapshot]
  private let settings: Settings

  /// A person reads no more; the rest is counted.
  private static let mostFindings = 32

  init(_ question: Question, _ diagnosis: Diagnosis, _ sockets: [SocketSnapshot], _ settings: Settings) {
    self.question = question
    self.diagnosis = diagnosis
    self.sockets = sockets
    self.settings = settings
  }

  func tell(_ report: Report) -> ExitStatus {
    let findings = diagnosis.findings
    for finding in findings.prefix(Self.mostFindings) { report.result("finding", Self.fields(finding)) }
    if findings.count > Self.mostFindings {
      report.result("more", [.integer("findings", findings.count - Self.mostFindings)])
    }
    for remark in diagnosis.remarks { tell(remark, report) }
    let unseen = diagnosis.unseen
    if unseen > 0 {
      report.event("unseen", [.integer("sockets", unseen), .text("because", Self.unseenReason)])
    }
    if !findings.isEmpty { return .negative }
    if sockets.isEmpty { return tellNothing(report) }
    report.result("healthy", counts + [.integer("watched_ms", Int(settings.interval / .milliseconds(1)))])
    return .done
  }

  private static var unseenReason: String {
    geteuid() == 0
      ? "held by processes that are not in this /proc, or ended meanwhile" : "held by processes of other users"
  }

  private func tellNothing(_ report: Report) -> ExitStatus {
    if case .process = question.subject {
      report.result("healthy", [.integer("sockets", 0)])
      return .done
    }
    report.result(
      "finding",
      [
        .text("cause", "no-socket"), .text("about", question.text),
        .text("because", "nobody listens here, and nobody is connected: a SYN to a port of this machine is refused"),
        .text("cure", "start the server, or ask about the port on which it listens (tcp-states -l)"),
      ])
    return .negative
  }

  /// All sockets, and how many are in each state that occurs.
  private var counts: [Field] {
    var counts: [TCPSocketState: Int] = [:]
    for socket in sockets { counts[socket.state, default: 0] += 1 }
    return [.integer("sockets", sockets.count)]
      + TCPSocketState.allCases.compactMap { state in
        counts[state].map { .integer(state.name.lowercased(), $0) }
      }
  }

  private static func fields(_ finding: Finding) -> [Field] {
    let words = CauseWords(finding)
    var fields: [Field] = [.text("cause", words.name), .text("state", finding.state)]
    fields += [.integer("sockets", finding.sockets), .text("local", finding.local), .text("remote", finding.remote)]
    if let owner = finding.owner { fields += Self.fields(owner, "") }
    if finding.holders > 1 { fields.append(.integer("holders", finding.holders)) }
    if let peer = finding.peer { fields += Self.fields(peer, "peer_") }
    fields.append(.text("because", words.because))
    fields += words.figures
    if let silent = finding.silentMilliseconds { fields.append(.integer("silent_ms", silent)) }
    return fields + [.text("cure", words.cure)]
  }

  private static func fields(_ owner: SocketOwner, _ prefix: String) -> [Field] {
    [
      .integer("\(prefix)pid", owner.process), .integer("\(prefix)fd", owner.descriptor),
      .octets("\(prefix)command", Array(owner.command.utf8)),
    ]
  }

  private func tell(_ remark: HarmlessRemark, _ report: Report) {
    let (state, because) =
      switch remark.kind {
      case .timeWait:
        (
          TCPSocketState.timeWait,
          "both ends have closed: the port rests so that no stray segment is taken for a new one"
        )
      case .abandonedFinWait2:
        (.finWait2, "closed here, and the peer has not: the kernel ends it")
      case .halfOpen: (.synReceived, "handshakes under way, or given up by their peers: too few to matter")
      }
    var fields: [Field] = [.text("state", state), .integer("sockets", remark.sockets), .text("because", because)]
    if let gone = remark.goneMilliseconds { fields.append(.integer("gone_ms", gone)) }
    report.verbose("harmless", fields)
  }
}
