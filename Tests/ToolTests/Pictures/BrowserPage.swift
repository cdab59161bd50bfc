import Testing
import ToolKit

/// A file that a browser shows in a tab, as somebody looks at it.
struct BrowserPage {
  private let browser: Browser
  private let session: String
  private let url: String
  private let scheme: JSONValue

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
    scheme = JSONValue.object([
      .init("name", .text("prefers-color-scheme")), .init("value", .text(view.isDark ? "dark" : "light")),
    ])
    self.browser = browser
    for domain in ["Page", "Runtime", "Log", "Network", "Accessibility"] { try ask("\(domain).enable") }
    try ask(
      "Emulation.setDeviceMetricsOverride",
      [
        .init("width", .integer(Int64(view.width))), .init("height", .integer(800)),
        .init("deviceScaleFactor", .integer(1)), .init("mobile", .bool(isTelephone)),
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

  /// Looks at it as it would be printed.
  func print() throws {
    try ask("Emulation.setEmulatedMedia", [.init("media", .text("print")), .init("features", .array([scheme]))])
  }

  /// Presses a key and lets go of it.
  func press(_ key: Key) throws {
    for kind in ["keyDown", "keyUp"] {
      var event: [JSONValue.Member] = [
        .init("type", .text(kind)), .init("key", .text(key.rawValue)),
        .init("windowsVirtualKeyCode", .integer(key.code)),
      ]
      if key == .enter, kind == "keyDown" { event.append(.init("text", .text("\r"))) }
      try ask("Input.dispatchKeyEvent", event)
    }
  }

  /// Clicks into the middle of the first element of this selector.
  func click(_ selector: String) throws {
    let place = try value(
      of: """
        (() => {
          const element = document.querySelector(`\(selector)`);
          element.scrollIntoView({ block: "center", behavior: "instant" });
          const { left, top, width, height } = element.getBoundingClientRect();
          return { x: left + width / 2, y: top + height / 2 };
        })()
        """)
    for kind in ["mousePressed", "mouseReleased"] {
      try ask(
        "Input.dispatchMouseEvent",
        [
          .init("type", .text(kind)), .init("x", try #require(place["x"])), .init("y", try #require(place["y"])),
          .init("button", .text("left")), .init("clickCount", .integer(1)),
        ])
    }
  }

  @discardableResult
  private func ask(_ method: String, _ parameters: [JSONValue.Member] = []) throws -> JSONValue {
    try browser.ask(method, parameters, session: session)
  }
}

extension BrowserPage {
  /// A key that a page is used with, by its name.
  enum Key: String {
    case tab = "Tab"
    case enter = "Enter"
    case escape = "Escape"
    case down = "ArrowDown"

    fileprivate var code: Int64 {
      switch self {
      case .tab: 9
      case .enter: 13
      case .escape: 27
      case .down: 40
      }
    }
  }
}
