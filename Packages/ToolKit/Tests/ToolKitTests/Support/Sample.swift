import SocketKit

@testable import ToolKit

/// A command line with one option of each kind.
struct Sample: Equatable, Sendable {
  enum Model: String, CaseIterable, Sendable { case loop, threads }

  var count = 7
  var offset = 0
  var limit: Int?
  var grace = Duration.seconds(5)
  var idle: Duration?
  var buffer = 65536
  var listen = HostPort(host: "0.0.0.0", port: 8080)
  var filter: String?
  var rules: [String] = []
  var model = Model.loop
  var isRaw = false
  var noDelay = true

  static let command = Command<Sample>(
    "sample", summary: "stand for a tool", operands: "[WORD]...",
    options: [
      .value("n", "count", "COUNT", within: 1 ... 99, "how many", \.count, environment: "COUNT"),
      .value(nil, "offset", "NUMBER", within: -5 ... 5, "where", \.offset),
      .value(nil, "limit", "COUNT", within: 1 ... 99, "at most", \.limit),
      .duration("g", "grace", within: .zero ... .seconds(3600), "patience", \.grace, environment: "GRACE"),
      .duration(
        "i", "idle", within: .milliseconds(10) ... .seconds(86400), "idle", \.idle, environment: "IDLE",
        environmentUnit: .milliseconds),
      .size("b", "buffer", within: 512 ... 1 << 20, "buffer", \.buffer),
      .address("l", "listen", "where", \.listen, hostEnvironment: "HOST", portEnvironment: "PORT"),
      .text("f", "filter", "BPF", "which", \.filter),
      .list(nil, "rule", "RULE", "thresholds", \.rules),
      .choice("m", "model", "how", \.model),
      .flag("r", "raw", "octets", \.isRaw),
      .flag(nil, "no-nodelay", "Nagle's", \.noDelay, sets: false),
    ],
    examples: [("sample -n 3", "three")], exits: [(.negative, "no"), (.system, "a call failed")])

  /// What the words set; nil for a question about the tool.
  static func parsed(_ words: String..., environment: [String: String] = [:]) throws(Failure) -> Sample? {
    guard case .run(let sample, _, _) = try parse(words, environment) else { return nil }
    return sample
  }

  static func operands(_ words: String...) throws(Failure) -> [String]? {
    guard case .run(_, let operands, _) = try parse(words, [:]) else { return nil }
    return operands
  }

  /// The message of the usage failure, or nil when there is none.
  static func complaint(_ words: String..., environment: [String: String] = [:]) -> String? {
    do throws(Failure) {
      _ = try parse(words, environment)
      return nil
    } catch {
      return error.status == .usage ? error.message : "not a usage failure: \(error)"
    }
  }

  static func parse(_ words: [String], _ environment: [String: String]) throws(Failure) -> Command<Sample>.Parsed {
    try command.parse(words, defaults: Sample(), environment: { environment[$0] })
  }
}
