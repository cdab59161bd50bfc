import SocketKit
import Testing

/// One run of tcp-load to its end, and what it said.
struct LoadRun {
  let outcome: Outcome
  let events: [ToldEvent]

  /// - Parameter target: HOST:PORT.
  init(_ arguments: [String], to target: String) throws {
    outcome = try BuiltTool("tcp-load").run(arguments + [target])
    events = ToldEvent.all(in: outcome.outputText)
  }

  /// Against an echo server of its own.
  init(_ arguments: [String]) throws {
    var server = try EchoProcess.server()
    try self.init(arguments, to: "127.0.0.1:\(try server.port())")
  }

  var status: Int? { outcome.status }

  /// The last event, which has to be this one.
  var summary: ToldEvent {
    get throws {
      let last = try #require(events.last, "\(outcome.errorText)")
      try #require(last.name == "summary", "\(outcome.outputText)")
      return last
    }
  }

  /// A figure of the summary.
  func figure(_ name: String) throws -> Double { try #require(Double(try summary[name] ?? ""), "\(name)") }

  /// How often each errno was counted.
  var failures: [String: String] {
    let failures = events.filter { $0.name == "failure" }
    return Dictionary(uniqueKeysWithValues: failures.map { ($0["errno"] ?? "", $0["count"] ?? "") })
  }
}
