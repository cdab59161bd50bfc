import SocketKit
import Testing
import ToolKit

/// The report of a run that holds and of one that does not, used as its readers use it.
@Suite("The report in a browser", .enabled(if: Browser.isPossible, Browser.needs), .serialized)
struct ReportInBrowserTests {
  /// WCAG 2.2, success criterion 1.4.3.
  private static let textContrastMin = 4.5
  private static let light = BrowserView(width: BrowserView.wide, isDark: false)
  private static let claim = "#echo-claim-1 a.claim-head"

  /// One browser for all of them: it takes a second to start. They are serial, so that one at a time speaks with it.
  private nonisolated(unsafe) static let made = Result { try Browser() }

  private func open(_ path: String, _ view: BrowserView = light, isTelephone: Bool = false) throws -> BrowserPage {
    try BrowserPage(path, view, isTelephone: isTelephone, in: Self.made.get())
  }

  private func index() throws -> String { try LabRun.shared.report }

  private func number(_ page: BrowserPage, _ selector: String) throws -> Int64? {
    try page.value(of: "document.querySelectorAll(`\(selector)`).length").integer
  }

  private func isTrue(_ page: BrowserPage, _ expression: String) throws -> Bool? { try page.value(of: expression).bool }

  @Test func `has a row of each run and a section that opens`() throws {
    let page = try open(index())
    #expect(try page.value(of: "document.title").text == "tcplab: all 1 experiments hold")
    #expect(try number(page, ".overview [role=row]:not(.head) .badge.pass") == 1)
    #expect(try number(page, "details.run[open]") == 0)
    try page.click(".overview a")
    #expect(try number(page, "details.run[open]") == 1)
    #expect(try number(page, "li.claim.pass") ?? 0 >= 10)
    #expect(try number(page, ".fail") == 0)
    #expect(try page.complaints() == [])
  }

  @Test func `shows what failed, open and by name`() throws {
    let folder = try TemporaryFolder()
    let script = "\"\(BuiltTool("echo-client").path)\" \"$@\"; exit 3"
    let tools = try StandIn.tools("echo-client", script, in: folder)
    let outcome = try BuiltTool("lab").run(["run", "echo", "-q", "-o", "\(folder.path)/lab", "--tools", tools])
    try #require(outcome.status == 1, "\(outcome.errorText)")
    let page = try open("\(folder.path)/lab/report/index.html")
    #expect(try page.value(of: "document.title").text == "tcplab: 1 of 1 experiments fail")
    #expect(try number(page, "details.run[open] > summary .badge.fail") == 1)
    #expect(
      try page.value(of: "[...document.querySelectorAll('li.claim.fail .what')].map((e) => e.textContent).join()").text
        == "the tools end well")
    #expect(try number(page, ".pips .fail") == 1)
  }

  @Test func `marks what a claim rests on, by a click`() throws {
    let page = try open(LabRun.shared.file("report.html"))
    #expect(try number(page, ".drawings .on") == 0)
    try page.click(Self.claim)
    #expect(try number(page, ".ladder .row.on") == 3)
    #expect(
      try page.value(of: "[...document.querySelectorAll('.row.on .label')].map((e) => e.textContent).join()").text
        == "SYN seq 0,SYN ACK seq 0 ack 1,ACK seq 1 ack 1")
    #expect(try number(page, ".lanes .spot.on") ?? 0 >= 1)
    #expect(try number(page, "a[aria-pressed=true]") == 1)
    let fills = "new Set([...document.querySelectorAll('.row .bed')].map((e) => getComputedStyle(e).fill)).size"
    #expect(try page.value(of: fills).integer == 2)
    #expect(
      try page.value(of: "document.querySelector('[role=status]').textContent").text?.hasPrefix("Marked: 3 lines")
        == true)
    try page.press(.escape)
    #expect(try number(page, ".on, [aria-pressed=true]") == 0)
    #expect(try page.complaints() == [])
  }

  @Test func `is used with the keyboard alone`() throws {
    let page = try open(index())
    let here = "document.activeElement"
    try page.press(.tab)
    #expect(try isTrue(page, "\(here).matches('.skip') && getComputedStyle(\(here)).clipPath === 'none'") == true)
    for _ in 0 ..< 10 where try isTrue(page, "\(here).matches('details.run > summary')") != true {
      try page.press(.tab)
    }
    #expect(try isTrue(page, "getComputedStyle(\(here)).outlineStyle !== 'none'") == true)
    try page.press(.enter)
    #expect(try number(page, "details.run[open]") == 1)
    for _ in 0 ..< 3 where try isTrue(page, "\(here).matches('a.claim-head')") != true { try page.press(.tab) }
    try page.press(.enter)
    #expect(try number(page, ".ladder .row.on") == 3)
    let bounds = "document.querySelector('.row.on').getBoundingClientRect()"
    // It is moved there, not set: the page says when it has arrived.
    _ = try page.value(
      of: "document.querySelector('.row.on').scrollIntoView({ block: 'nearest', behavior: 'instant' })||0")
    #expect(try isTrue(page, "\(bounds).top >= 0 && \(bounds).bottom <= innerHeight") == true)
  }

  @Test(arguments: BrowserView.all) func `can be read, and moved in one direction only`(_ view: BrowserView) throws {
    let page = try open(index(), view, isTelephone: view.width == BrowserView.narrow)
    _ = try page.value(of: "document.querySelectorAll('details').forEach((e) => { e.open = true; }) ?? 0")
    try page.click(Self.claim)
    let survey = try PageSurvey(page)
    #expect(survey.width == Double(view.width) && survey.contentWidth <= survey.width)
    #expect((survey.canvas.luminance < 0.1) == view.isDark)
    #expect(survey.words.count > 100)
    for words in survey.words {
      #expect(words.color.contrast(with: words.ground) >= Self.textContrastMin, "\(words)")
      #expect(words.size >= 10.5, "\(words)")
    }
    #expect(try page.complaints() == [])
  }

  @Test(arguments: [false, true]) func `is light or dark as its reader chooses`(_ isDark: Bool) throws {
    let page = try open(index(), BrowserView(width: BrowserView.wide, isDark: isDark))
    func luminance() throws -> Double {
      try PageColor(#require(page.value(of: "getComputedStyle(document.body).backgroundColor").text)).luminance
    }
    #expect((try luminance() < 0.1) == isDark)
    try page.click(isDark ? "#theme-light" : "#theme-dark")
    #expect((try luminance() < 0.1) == !isDark)
  }

  @Test func `is whole on paper, and light`() throws {
    let page = try open(index(), BrowserView(width: BrowserView.wide, isDark: true))
    let isSeen = "document.querySelector('svg.ladder').checkVisibility()"
    #expect(try isTrue(page, isSeen) == false)
    try page.print()
    #expect(try isTrue(page, isSeen) == true)
    #expect(try page.value(of: "getComputedStyle(document.querySelector('.claims')).position").text == "static")
    let paper = try PageColor(#require(page.value(of: "getComputedStyle(document.body).backgroundColor").text))
    #expect(paper.luminance > 0.9)
  }

  @Test func `shows a claim that somebody points to`() throws {
    let page = try open(index() + "#echo-claim-1")
    #expect(try number(page, "details.run[open]") == 1)
    #expect(try number(page, ".ladder .row.on") == 3)
  }
}
