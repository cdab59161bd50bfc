internal import SocketKit
public import ToolKit

/// The verdicts of several runs, in the forms that other programs read.
public struct Verdicts: Sendable {
  private let runs: [RunFacts]
  private let skipped: [Skipped]

  /// An experiment that this machine or this user cannot do.
  public struct Skipped: Hashable, Sendable {
    /// Its name.
    public var experiment: String
    /// Why not.
    public var reason: String

    /// One made of its parts.
    public init(_ experiment: String, because reason: String) {
      self.experiment = experiment
      self.reason = reason
    }
  }

  /// The verdicts of these runs, and what was not tried.
  public init(_ runs: [RunFacts], skipped: [Skipped] = []) {
    self.runs = runs
    self.skipped = skipped
  }

  /// Whether every claim of every run holds.
  public var hold: Bool { runs.allSatisfy(\.holds) }

  /// Test Anything Protocol, a line a claim. Source: TAP version 14.
  public var tap: String {
    let claims = runs.flatMap { run in run.expectations.map { (run.experiment, $0) } }
    let judged = claims.enumerated().map { index, entry in
      let (experiment, expectation) = entry
      let text = "\(experiment): \(expectation.claim): \(expectation.found)"
      return "\(expectation.holds ? "ok" : "not ok") \(index + 1) - \(Self.tapText(text))"
    }
    let left = skipped.enumerated().map { index, entry in
      "ok \(claims.count + index + 1) - \(Self.tapText(entry.experiment)) # SKIP \(Self.tapText(entry.reason))"
    }
    return (["TAP version 14", "1..\(claims.count + skipped.count)"] + judged + left).joined(separator: "\n")
  }

  /// What stands in a line of TAP: neither its end nor a directive can be made of it.
  private static func tapText(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("#", with: "\\#").split(whereSeparator: \.isNewline).joined(
      separator: " ")
  }

  /// JUnit's XML, a suite an experiment, as build servers read it.
  public var junit: String {
    let suites = runs.map(Self.suite) + skipped.map(Self.suite)
    return
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n\(suites.joined(separator: "\n"))\n</testsuites>\n"
  }

  private static func suite(_ run: RunFacts) -> String {
    let cases = run.expectations.map { expectation in
      let name =
        "<testcase classname=\"\(Markup.escaped(run.experiment))\" name=\"\(Markup.escaped(expectation.claim))\">"
      let failure = expectation.holds ? "" : "<failure message=\"\(Markup.escaped(expectation.found))\"/>"
      return "    \(name)\(failure)<system-out>\(Markup.escaped(expectation.found))</system-out></testcase>"
    }
    let failures = run.expectations.count { !$0.holds }
    let seconds = Milliseconds.text(nanoseconds: run.durationNanoseconds / 1000)
    return "  <testsuite name=\"\(Markup.escaped(run.experiment))\" tests=\"\(run.expectations.count)\" "
      + "failures=\"\(failures)\" time=\"\(seconds)\">\n\(cases.joined(separator: "\n"))\n  </testsuite>"
  }

  private static func suite(_ skipped: Skipped) -> String {
    let name = Markup.escaped(skipped.experiment)
    return "  <testsuite name=\"\(name)\" tests=\"1\" failures=\"0\" skipped=\"1\">\n"
      + "    <testcase classname=\"\(name)\" name=\"run\"><skipped message=\"\(Markup.escaped(skipped.reason))\"/>"
      + "</testcase>\n  </testsuite>"
  }

  /// Writes `junit` to a file.
  ///
  /// - Throws: 74, naming the file.
  public func writeJUnit(to path: String) throws(Failure) {
    do throws(Errno) {
      try Files.write(Array(junit.utf8), to: path)
    } catch {
      throw Failure(.inputOutput, "\(path): \(error)")
    }
  }
}
