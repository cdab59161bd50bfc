/// A page that needs no other file and asks no network: style, script and drawings are in it.
struct ReportPage {
  /// What stands in the browser's tab.
  var title: String
  /// Its head: the heading, and what is said of all.
  var head: [Element]
  /// What stands on it, as HTML, between what begins and what ends it.
  var body: [String]

  /// HTML, UTF-8.
  var text: String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    \(policy.html)
    <title>\(Markup.escaped(title))</title>
    <style>
    \(ReportStyle.text)
    \(LadderSVG.pageStyle)
    \(GraphSVG.pageStyle)
    \(LanesSVG.style)
    \(ReportStyle.marks)
    </style></head><body>
    <a class="skip" href="#main">Skip to the experiments</a>
    \(Element("header", [:], head + [themes]).html)
    <main id="main" tabindex="-1">
    \(body.joined(separator: "\n"))
    </main>
    <script>
    \(ReportScript.text)
    </script></body></html>

    """
  }

  /// Nothing is fetched, and no other script runs: octets of peers stand on the page.
  private var policy: Element {
    let rules = [
      "default-src 'none'", "style-src 'unsafe-inline'", "script-src '\(ReportScript.digest)'", "base-uri 'none'",
      "form-action 'none'",
    ]
    return Element("meta", ["http-equiv": "Content-Security-Policy", "content": rules.joined(separator: "; ")])
  }

  /// Light, dark, or as the system has it. The style looks which is chosen: no script is needed.
  private var themes: Element {
    let choices = ["system", "light", "dark"].map { name in
      var choice = Element("input", ["type": "radio", "name": "theme", "id": "theme-\(name)", "value": name])
      if name == "system" { choice.attributes.append(Element.Attribute(name: "checked", value: "")) }
      return Element("label", [:], content: [.element(choice), .element(Element("span", text: name))])
    }
    return Element("fieldset", ["class": "theme"], [Element("legend", text: "Colours")] + choices)
  }
}
