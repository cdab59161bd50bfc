/// A page's sentence that says how many there are of something, and where they are to be counted.
struct PageCount: Sendable, CustomStringConvertible {
  let sentence: PageSentence
  let source: String
  private let start: String
  private let end: String?
  private let separator: String

  /// - Parameters:
  ///   - page: the page's path in the workspace.
  ///   - sentence: words of the page, as of `PageSentence`, with one number.
  ///   - source: the path of the file that has them.
  ///   - start: they come behind its first place there.
  ///   - end: they end before this; with the file if not given.
  ///   - separator: what stands between two of them.
  init(
    _ page: String, _ sentence: String, _ source: String, from start: String, to end: String? = nil,
    by separator: String
  ) {
    self.sentence = PageSentence(page, sentence)
    self.source = source
    (self.start, self.end, self.separator) = (start, end, separator)
  }

  var description: String { sentence.description }

  /// What is wrong with the page's text, beside that of the source; nil when it has as many.
  func fault(page: String, source: String) -> String? {
    let behind = source.split(separator: start, maxSplits: 1, omittingEmptySubsequences: false)
    guard behind.count == 2 else { return "\(self.source) has no \(start)" }
    let parts =
      end.map { behind[1].split(separator: $0, maxSplits: 1, omittingEmptySubsequences: false) } ?? [behind[1], ""]
    guard parts.count == 2 else { return "\(self.source) has no \(end ?? "")" }
    return sentence.fault(in: page, numbers: [SourceNumber(parts[0].split(separator: separator).count)])
  }

  static let all = [
    PageCount(
      "README.md", "A tour # files to begin with", "README.md", from: "what to see there |\n|---|---|\n", to: "\n\n",
      by: "\n"),
    PageCount("README.md", "[a course](docs/course.md) of # lessons", "docs/course.md", from: "\n### ", by: "\n### "),
    PageCount("docs/course.md", "A course in TCP # lessons", "docs/course.md", from: "\n### ", by: "\n### "),
    PageCount(
      "docs/course.md", "for # reasons ([rst]", "docs/experiments/rst.md", from: "each for another reason:\n\n",
      to: "\n\n", by: "\n"),
    PageCount(
      "docs/experiments/rst.md", "rst: # ways",
      "Packages/LabKit/Sources/LabKit/Experiments/Closing/ResetExperiment.swift",
      from: "enum Way: String, CaseIterable {\n    case ", to: "\n\n", by: "\n    case "),
    PageCount(
      "docs/doctor.md", "user, of # lines", "Tools/doctor/Capability.swift", from: "\n  case ", to: "\n\n  ///",
      by: "\n  case "),
    PageCount(
      "docs/fuzzing.md", "… # passed, 0 failed", "Fuzz/Targets/FuzzTarget.swift", from: "\n  case ", to: "\n\n",
      by: "\n  case "),
    PageCount(
      "docs/fuzzing.md", "frame of any of # links", "Fuzz/Targets/FrameFuzz.swift", from: "[LinkType] = [\n",
      to: "\n  ]", by: ","),
    PageCount(
      "docs/fuzzing.md", "frames of any of # links", "Fuzz/Targets/FrameFuzz.swift", from: "[LinkType] = [\n",
      to: "\n  ]", by: ","),
    PageCount(
      "docs/containers.md", "compiles the # tools of the scenarios", "compose/Dockerfile", from: "ARG NAMES=\"",
      to: "\"", by: " "),
    PageCount(
      "docs/containers.md", "`compose/Dockerfile` has # stages", "compose/Dockerfile", from: "\nFROM ", by: "\nFROM "),
    PageCount(
      "Tools/gotcp-ids/gotcp-ids.1", "is wrong, by # rules", "Packages/Inspect/Sources/Inspect/Alerts/Rule.swift",
      from: "\n  case ", to: "\n\n  ///", by: "\n  case "),
  ]
}
