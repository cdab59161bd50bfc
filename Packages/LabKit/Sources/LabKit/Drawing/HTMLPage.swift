/// A page that needs no other file: no script, no font, no picture from elsewhere.
struct HTMLPage {
  /// What stands in the browser's tab.
  var title: String
  /// What stands on it, as markup.
  var body: String

  /// The page, UTF-8.
  var text: String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>\(Markup.escaped(title))</title>
    <style>
    \(Self.style)
    \(LadderSVG.style)
    </style></head><body><main>
    \(body)
    </main></body></html>

    """
  }

  private static let style = """
    :root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fdfdfb;--line:#c9c9c4;--pass:#1b7f3b;--fail:#b3261e}
    @media(prefers-color-scheme:dark){:root{--ink:#e6e6e3;--paper:#161616;--line:#444;--pass:#6fce8c;--fail:#ff8a80}}
    body{background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif;margin:0}
    main{max-width:90rem;margin:auto;padding:1rem} h1{font-size:1.6rem} h2{font-size:1.15rem;margin-top:2rem}
    table{border-collapse:collapse;width:100%;overflow-wrap:anywhere}
    td,th{border-bottom:1px solid var(--line);padding:.3rem .8rem .3rem 0;text-align:left;vertical-align:top}
    figure{margin:1rem 0;border:1px solid var(--line)} figure svg{display:block;margin:auto} h1{overflow-wrap:anywhere}
    .pass{color:var(--pass);font-weight:600} .fail{color:var(--fail);font-weight:600}
    """
}
