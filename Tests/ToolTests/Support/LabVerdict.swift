import Glibc
import LabKit
import SocketKit
import Testing

/// One run of an experiment in a machine of its own, perhaps with other tools in the place of the real ones.
///
/// A run that does not say what it should is done again where the machine stood still meanwhile, as `lab` does it; with
/// tools that lie `lab` itself would do all of them again.
final class LabVerdict {
  private(set) var outcome: Outcome
  private let again: () throws -> (outcome: Outcome, isDisturbed: Bool)
  private var isDisturbed: Bool
  /// How often it may be done again.
  private var attempts = 3

  /// Performs it.
  ///
  /// - Parameters:
  ///   - scripts: by the name of the tool whose place they take, a shell script each, which finds the real tools and the
  ///     fixtures in /run/tools.
  ///   - inHaste: whether nothing of them takes longer than a tool that works.
  init(of experiment: String, with scripts: [String: String] = [:], asOrdinaryUser: Bool = false, inHaste: Bool = true)
    throws
  {
    let machine = try PrivateMachine()
    let (tools, results) = (try TemporaryFolder(), try TemporaryFolder())
    for (name, script) in scripts { chmod(try tools.write("#!/bin/sh\n\(script)\n", to: name), 0o755) }
    let words =
      ["/run/tools/lab", "run", experiment, "-q", "--retries", "0", "--tools", tools.path, "-o", results.path]
      + (scripts.isEmpty || !inHaste ? [] : Self.haste)
    again = {
      let outcome = try RunningProgram.run(asOrdinaryUser ? machine.ordinaryWords(words) : machine.words(words))
      #expect(LabFolder.leftovers(in: results.path) == [])
      let facts = try? RunFacts(readingFrom: "\(results.path)/\(experiment)")
      return (outcome, facts?.disturbance.isConsiderable ?? false)
    }
    (outcome, isDisturbed) = try again()
  }

  /// For a run with a tool that does not do what is waited for: on a machine that works the others need milliseconds.
  static let haste = ["--patience", "1500ms", "--retries", "0"]

  private var lines: [Substring] { outcome.outputText.split(separator: "\n").filter { $0.hasPrefix("EXPECT ") } }

  /// How many claims were judged.
  var count: Int { lines.count }

  /// The claims that it called broken, each with what was found behind it.
  private var broken: [String] { lines.filter { $0.hasSuffix(" ... FAIL") }.map { String($0.dropFirst(7)) } }

  /// Whether just these claims are broken, and the exit says so.
  ///
  /// - Parameter claims: what the lines begin with.
  func expectBroken(_ claims: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    var (unexpected, held) = difference(claims)
    while unexpected + held != [], isDisturbed, attempts > 0, let next = try? again() {
      (outcome, isDisturbed) = next
      attempts -= 1
      (unexpected, held) = difference(claims)
    }
    #expect(unexpected == [], "\(outcome.errorText)", sourceLocation: sourceLocation)
    #expect(held == [], "\(outcome.errorText)", sourceLocation: sourceLocation)
    #expect(outcome.status == (claims.isEmpty ? 0 : 1), sourceLocation: sourceLocation)
  }

  /// What is called broken and should not be, and what should be and is not.
  private func difference(_ claims: [String]) -> (unexpected: [String], held: [String]) {
    let broken = broken
    return (
      broken.filter { line in !claims.contains { line.hasPrefix("\($0): ") } },
      claims.filter { claim in !broken.contains { $0.hasPrefix("\(claim): ") } }
    )
  }

  /// The same of a few, or of none.
  func expectBroken(_ claims: String..., sourceLocation: SourceLocation = #_sourceLocation) {
    expectBroken(claims, sourceLocation: sourceLocation)
  }
}
