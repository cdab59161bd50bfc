import SocketKit
import Testing
import ToolKit

extension PrivateMachine {
  /// What why says in it, at a pace that is right for programs that have nothing else to do.
  func why(_ arguments: [String], ordinary: Bool = false) throws -> WhyAnswer {
    let words = ["/run/tools/why", "-j", "-i", "150ms"] + arguments
    let outcome = try RunningProgram.run(ordinary ? ordinaryWords(words) : self.words(words))
    #expect(outcome.errorText == "")
    let events = try outcome.outputText.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
    return WhyAnswer(events: events, status: outcome.status)
  }

  /// Waits until there are so many sockets of these states with this port at either end.
  func await(_ count: Int, _ states: String, port: Int) throws {
    let words = ["/run/tools/tcp-states", "-p", "\(port)", "--state", states]
    let came = try Patience.wait { try succeed(words).split(separator: "\n").count == count }
    try #require(came, "not \(count) in \(states)")
  }
}

/// What why said.
struct WhyAnswer {
  let events: [JSONValue]
  let status: Int?

  func all(_ event: String) -> [JSONValue] { events.filter { $0["event"]?.text == event } }

  /// The causes that it found, in its order.
  var causes: [String] { all("finding").compactMap { $0["cause"]?.text } }

  /// The first finding's field.
  subscript(key: String) -> JSONValue? { all("finding").first?[key] }

  /// Nothing is wrong.
  var isHealthy: Bool { status == 0 && all("finding").isEmpty && all("healthy").count == 1 }
}
