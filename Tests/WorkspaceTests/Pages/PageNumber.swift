/// A number of a page that another file decides: the page's sentence and the file's definition, `#` where numbers stand.
///
/// The page is compared with what the definition says now, so that whoever changes a limit hears of the sentence.
struct PageNumber: Sendable, CustomStringConvertible {
  let sentence: PageSentence
  let source: String
  let definition: String

  /// - Parameters:
  ///   - page: the page's path in the workspace.
  ///   - sentence: words of the page, as of `PageSentence`.
  ///   - source: the path of the file that decides.
  ///   - definition: what stands there once.
  ///   - units: one for each number; the last, or 1 if none is given, for those that are left.
  init(_ page: String, _ sentence: String, _ source: String, _ definition: String, per units: Int...) {
    self.sentence = PageSentence(page, sentence, per: units)
    self.source = source
    self.definition = definition
  }

  var description: String { sentence.description }

  /// What is wrong with the page's text, beside that of the source; nil when they agree.
  func fault(page: String, source: String) -> String? {
    let found = NumberPattern(definition).matches(in: source)
    guard found.count == 1 else { return "\(self.source) has \(found.count) times: \(definition)" }
    return sentence.fault(in: page, numbers: found[0])
  }
}
