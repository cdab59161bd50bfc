import Testing
import ToolKit

/// A file that a browser shows in a tab, as somebody looks at it.
struct BrowserPage {
  private let browser: Browser
  private let session: String
  private let url: String

  /// Opens a file, and waits until all of it is there.
  ///
  /// - Parameter isTelephone: a width is what the page asks for then (`<meta name="viewport">`), and not the window's.
  init(_ path: String, _ view: BrowserView, isTelephone: Bool = false, in browser: Browser) throws {
    let tab = try browser.ask("Target.createTarget", [.init("url", .text("about:blank"))])
    let attached = try browser.ask(
      "Target.attachToTarget",
      [.init("targetId", try #require(tab["targetId"])), .init("flatten", .bool(true))])
    session = try #require(attached["sessionId"]?.text)
    url = "file://\(path)"
    self.browser = browser
    for domain in ["Page", "Runtime", "Log", "Network", "Accessibility"] { try ask("\(domain).enable") }
    try ask(
      "Emulation.setDeviceMetricsOverride",
      [
        .init("width", .integer(Int64(view.width))), .init("height", .integer(800)),
        .init("deviceScaleFactor", .integer(1)), .init("mobile", .bool(isTelephone)),
      ])
    let scheme = JSONValue.object([
      .init("name", .text("prefers-color-scheme")), .init("value", .text(view.isDark ? "dark" : "light")),
    ])
    try ask("Emulation.setEmulatedMedia", [.init("features", .array([scheme]))])
    _ = browser.takeEvents()
    try ask("Page.navigate", [.init("url", .text(url))])
    try browser.wait(for: "Page.loadEventFired")
  }

  /// What an expression is in the page.
  func value(of expression: String) throws -> JSONValue {
    let answer = try ask(
      "Runtime.evaluate", [.init("expression", .text(expression)), .init("returnByValue", .bool(true))])
    try #require(answer["exceptionDetails"] == nil, "\(answer)")
    return try #require(answer["result"]?["value"], "\(answer)")
  }

  /// What is wrong with the page by its own word: errors, warnings, and whatever it wants from elsewhere.
  func complaints() throws -> [String] {
    // What the page did is told before the answer to a question that is asked later.
    _ = try value(of: "0")
    return browser.takeEvents().compactMap { event in
      switch event["method"]?.text {
      case "Network.requestWillBeSent":
        let wanted = event["params"]?["request"]?["url"]?.text ?? "\(event)"
        return wanted == url ? nil : "wants \(wanted)"
      case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded": return "\(event)"
      default: return nil
      }
    }
  }

  /// What who listens hears of each drawing, in the order of the page.
  func spokenNames() throws -> [String] {
    let nodes = try #require(try ask("Accessibility.getFullAXTree")["nodes"]?.array)
    return nodes.filter { $0["role"]?["value"]?.text == "graphics-document" }.map { $0["name"]?["value"]?.text ?? "" }
  }

  @discardableResult
  private func ask(_ method: String, _ parameters: [JSONValue.Member] = []) throws -> JSONValue {
    try browser.ask(method, parameters, session: session)
  }
}
