import SocketKit
import Testing
import ToolKit

@Suite("A manual page") struct ManualPageTests {
  private static let mandoc = Spawn.search("mandoc")

  @Test(arguments: BuiltTool.all) func `lists the options that its tool has, and no others`(_ tool: BuiltTool) throws {
    let manual = try OptionNames.manual(of: tool)
    let table = try OptionNames.table(of: tool)
    #expect(table.subtracting(manual) == [], "not in the manual")
    #expect(manual.subtracting(table) == [], "not in the tool")
  }

  /// Two a CPU are another number on each machine.
  private static let hangsOnTheMachine = ["lab --jobs"]

  @Test(arguments: BuiltTool.all) func `tells the ranges and the defaults that its tool has`(_ tool: BuiltTool) throws {
    let table = try OptionNumbers.table(of: tool)
    let manual = try OptionNumbers.manual(of: tool)
    for (name, has) in table where !Self.hangsOnTheMachine.contains("\(tool.name) \(name)") {
      let told = manual[name] ?? OptionNumbers()
      // None is as good as no word on it.
      if has.standard != "0" || told.standard != nil { #expect(told.standard == has.standard, "\(name)") }
      if has.range != nil, told.range != nil { #expect(told.range == has.range, "\(name)") }
    }
  }

  /// Its 0 is the command's own, as any other number: that is no item.
  private static let endsAsItsCommand = ["syscalls"]

  @Test(arguments: BuiltTool.all)
  func `lists the statuses that its tool declares, and no others`(_ tool: BuiltTool) throws {
    var table = try ExitStatuses.table(of: tool)
    if Self.endsAsItsCommand.contains(tool.name) { table.remove(.done) }
    #expect(try ExitStatuses.manual(of: tool) == table)
  }

  @Test func `that leads to all others names every status`() throws {
    let path = "\(Folder.workspace)/docs/tcplab.7"
    let page = String(decoding: try FileDescriptor.contents(of: path, limit: 1 << 20), as: UTF8.self)
    let sentence = try #require(page.split(separator: "says more than success:").dropFirst().first)
    let numbers = sentence.split(separator: "\n.Pp")[0].split { !$0.isNumber }.compactMap { CInt($0) }
    #expect(numbers == ExitStatus.allCases.filter { $0 != .done }.map(\.rawValue))
  }

  /// Its trials have failures that end nothing: each is a line of its own.
  private static let failsWithoutAnEnd = ["doctor"]

  @Test(arguments: BuiltTool.all.filter { !failsWithoutAnEnd.contains($0.name) })
  func `knows each status that its tool's sources name`(_ tool: BuiltTool) throws {
    let named = try ExitStatuses.sources(of: tool)
    #expect(named.subtracting(try ExitStatuses.table(of: tool)) == [])
  }

  @Test(.enabled(if: mandoc != nil, "mandoc is not installed"), arguments: BuiltTool.all)
  func `is mdoc without a warning`(_ tool: BuiltTool) throws {
    let report = try TemporaryFile.make()
    var spawn = Spawn(try #require(Self.mandoc), ["-T", "lint", "-W", "warning", tool.manualPage])
    spawn.standard = (nil, report.rawValue, report.rawValue)
    var child = try ChildProcess(spawn)
    #expect(child.wait() == .exited(0))
    #expect(String(decoding: try TemporaryFile.contents(of: report), as: UTF8.self) == "")
  }
}
