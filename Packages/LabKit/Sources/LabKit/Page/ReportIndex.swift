internal import Glibc
internal import SocketKit
public import ToolKit

/// The report of all runs below a folder, made from what they left there and from nothing else: they may have been
/// performed by other processes, at other times.
public struct ReportIndex: Sendable {
  private let root: String

  /// - Parameter root: the folder in which each experiment has one: "build/lab".
  public init(_ root: String) { self.root = root }

  /// Where the report is written: "build/lab/report/index.html".
  public var path: String { "\(root)/\(Self.folder)/index.html" }

  private static let folder = "report"
  /// A run's verdicts.
  static let factsFile = "run.json"
  /// A run's part of the page.
  static let sectionFile = "section.html"
  /// More than thirty experiments and their controls; somebody else's folder may have any number.
  private static let runsMax = 200

  /// Writes it, in one step.
  ///
  /// - Throws: 74 when the folder cannot be read or the page cannot be written.
  public func write() throws(Failure) {
    let page = try page()
    let folder = "\(root)/\(Self.folder)"
    let partial = "\(folder)/.index.\(getpid()).html"
    do throws(Errno) {
      try Files.makeFolder(folder)
      do throws(Errno) {
        try Files.write(Array(page.utf8), to: partial)
        try Rename.move(partial, to: path)
      } catch {
        Files.removeFile(partial)
        throw error
      }
    } catch {
      throw Failure(.inputOutput, "\(path): \(error)")
    }
  }

  /// The page of what is there now.
  func page() throws(Failure) -> String {
    let names: [String]
    do throws(Errno) { names = try Files.names(in: root) } catch { throw Failure(.inputOutput, "\(root): \(error)") }
    var (runs, notes): ([(facts: RunFacts, section: String)], [String]) = ([], [])
    for name in Self.order(names.filter { !$0.hasPrefix(".") && $0 != Self.folder }) {
      let path = "\(root)/\(name)"
      guard let files = try? Files.names(in: path), files.contains(Self.factsFile) else { continue }
      guard let facts = try? RunFacts(readingFrom: path), facts.experiment == name else {
        notes.append("\(name): its \(Self.factsFile) is no run's")
        continue
      }
      guard let section = section(in: path) else {
        notes.append("\(name): no \(Self.sectionFile): run it again")
        continue
      }
      guard runs.count < Self.runsMax else {
        notes.append("\(name): more than \(Self.runsMax) runs")
        continue
      }
      runs.append((facts, section))
    }
    return IndexPage(runs, notes: notes).text
  }

  /// - Returns: nil when there is none, or one that no run wrote: they are smaller.
  private func section(in run: String) -> String? {
    let limit = 2 * RunSection.octetsMax
    let octets = try? FileDescriptor.contents(of: "\(run)/\(Self.sectionFile)", limit: limit + 1)
    guard let octets, octets.count <= limit else { return nil }
    return String(decoding: octets, as: UTF8.self)
  }

  /// As the experiments build on each other, each with its control behind it; what nobody knows of comes last.
  private static func order(_ names: [String]) -> [String] {
    let known = Experiment.all.flatMap { [$0.name, $0.name + Experiment.controlSuffix] }
    return known.filter(names.contains) + names.filter { !known.contains($0) }
  }
}
