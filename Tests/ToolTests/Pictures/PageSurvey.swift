import Testing
import ToolKit

/// What a browser has made of a page: where each text stands and in which colours, and what each drawing says of itself.
struct PageSurvey {
  /// A line of text.
  struct Words {
    var text: String
    var place: PagePlace
    /// Pixels.
    var size: Double
    var color: PageColor
    /// What is painted below it, and where.
    var ground: PageColor
    var groundPlace: PagePlace
  }

  /// A row of a ladder.
  struct Row {
    var classes: [String]
    var top: Double
    var words: [String]
    /// The arrow; nil where there is none.
    var shaft: Shaft?
  }

  /// A line with a head.
  struct Shaft {
    var from: Double
    var to: Double
    /// "none", or lengths.
    var dashes: String
    var width: Double
    var color: PageColor
    var head: String
  }

  /// A ladder or a graph.
  struct Figure {
    var role: String
    /// The elements by which it is named: how many there are, and their words.
    var labels: [String]
    var ground: PageColor
    var rows: [Row]
    /// How many there are of each glyph, the one in the legend with them.
    var glyphs: [String: Int]
    /// The colours of its lines and glyphs that are not grid.
    var strokes: [PageColor]
  }

  /// Of the window, pixels.
  var width: Double
  /// Of all there is, pixels.
  var contentWidth: Double
  /// What the window is painted with where nothing else is.
  var canvas: PageColor
  var words: [Words]
  var figures: [Figure]

  init(_ page: BrowserPage) throws {
    let value = try page.value(of: Self.script)
    width = try value.number("width")
    contentWidth = try value.number("contentWidth")
    canvas = try PageColor(value.words("canvas"))
    words = try value.list("words").map(Words.init)
    figures = try value.list("figures").map(Figure.init)
  }
}

extension PageSurvey {
  private static let script = """
    (() => {
      const place = (thing) => {
        const { left, top, right, bottom } = thing.getBoundingClientRect();
        return { left, top, right, bottom };
      };
      const own = (element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      const text = (element) => own(element).map((node) => node.data).join("");
      const ground = (element) => {
        const bar = element.closest("g.span")?.querySelector("rect");
        const paper = element.closest("svg.ladder, svg.graph")?.querySelector("rect.paper");
        if (paper) return { ground: getComputedStyle(bar ?? paper).fill, groundPlace: place(bar ?? paper) };
        for (let e = element; e; e = e.parentElement) {
          const color = getComputedStyle(e).backgroundColor;
          if (color !== "rgba(0, 0, 0, 0)") return { ground: color, groundPlace: place(document.documentElement) };
        }
        return { ground: "none", groundPlace: place(element) };
      };
      const words = (element) => {
        const style = getComputedStyle(element);
        const isDrawn = element instanceof SVGElement;
        const range = document.createRange();
        const lines = isDrawn ? [element] : own(element).filter((node) => node.data.trim() !== "").flatMap((node) => {
          range.selectNode(node);
          return [...range.getClientRects()].map((line) => ({ getBoundingClientRect: () => line }));
        });
        return lines.map((line) => ({
          text: text(element), place: place(line), size: parseFloat(style.fontSize),
          color: isDrawn ? style.fill : style.color, ...ground(element),
        }));
      };
      const shaft = (line) => {
        const style = getComputedStyle(line);
        return {
          from: line.x1.baseVal.value, to: line.x2.baseVal.value, dashes: style.strokeDasharray,
          width: parseFloat(style.strokeWidth), color: style.stroke, head: style.markerEnd,
        };
      };
      const row = (group) => {
        const line = group.querySelector("line.shaft");
        return {
          classes: group.getAttribute("class"), top: place(group).top,
          words: [...group.querySelectorAll("text")].map(text), shaft: line ? shaft(line) : null,
        };
      };
      const figure = (drawing) => {
        const glyphs = {};
        for (const glyph of drawing.querySelectorAll(".glyph"))
          glyphs[glyph.getAttribute("class")] = (glyphs[glyph.getAttribute("class")] ?? 0) + 1;
        const lines = [...drawing.querySelectorAll("path, .shaft, .spot")].filter((line) => !line.closest("marker"));
        return {
          role: drawing.getAttribute("role"), glyphs,
          labels: drawing.getAttribute("aria-labelledby").split(" ").map((name) => {
            const named = [...document.querySelectorAll(`[id="${name}"]`)];
            return named.length === 1 && drawing.contains(named[0]) ? named[0].textContent : `${named.length} ${name}`;
          }),
          ground: ground(drawing).ground, rows: [...drawing.querySelectorAll("g.row")].map(row),
          strokes: lines.map((line) => getComputedStyle(line).stroke),
        };
      };
      const hidden = "style, script, title, desc, head";
      const all = [...document.querySelectorAll("*")]
        .filter((e) => !e.closest(hidden) && text(e).trim() !== "" && e.checkVisibility());
      return {
        width: innerWidth, contentWidth: document.documentElement.scrollWidth, words: all.flatMap(words),
        canvas: getComputedStyle(document.body ?? document.documentElement).backgroundColor,
        figures: [...document.querySelectorAll("svg.ladder, svg.graph")].map(figure),
      };
    })()
    """
}

extension PageSurvey.Words {
  fileprivate init(_ value: JSONValue) throws {
    text = try value.words("text")
    place = try PagePlace(value["place"])
    size = try value.number("size")
    color = try PageColor(value.words("color"))
    ground = try PageColor(value.words("ground"))
    groundPlace = try PagePlace(value["groundPlace"])
  }
}

extension PageSurvey.Row {
  fileprivate init(_ value: JSONValue) throws {
    classes = try value.words("classes").split(separator: " ").map(String.init)
    top = try value.number("top")
    words = try value.list("words").map { try #require($0.text) }
    shaft = try value["shaft"].flatMap { $0 == .null ? nil : try PageSurvey.Shaft($0) }
  }
}

extension PageSurvey.Shaft {
  fileprivate init(_ value: JSONValue) throws {
    from = try value.number("from")
    to = try value.number("to")
    dashes = try value.words("dashes")
    width = try value.number("width")
    color = try PageColor(value.words("color"))
    head = try value.words("head")
  }
}

extension PageSurvey.Figure {
  fileprivate init(_ value: JSONValue) throws {
    role = try value.words("role")
    labels = try value.list("labels").map { try #require($0.text) }
    ground = try PageColor(value.words("ground"))
    rows = try value.list("rows").map(PageSurvey.Row.init)
    let members = try #require(value["glyphs"]?.members)
    glyphs = Dictionary(uniqueKeysWithValues: members.map { ($0.name, Int($0.value.integer ?? 0)) })
    strokes = try value.list("strokes").map { try PageColor(#require($0.text)) }
  }
}

extension JSONValue {
  fileprivate func number(_ name: String) throws -> Double { try #require(self[name]?.decimal, "\(name) in \(self)") }

  fileprivate func words(_ name: String) throws -> String { try #require(self[name]?.text, "\(name) in \(self)") }

  fileprivate func list(_ name: String) throws -> [JSONValue] { try #require(self[name]?.array, "\(name) in \(self)") }
}

extension PagePlace {
  fileprivate init(_ value: JSONValue?) throws {
    let value = try #require(value)
    left = try value.number("left")
    top = try value.number("top")
    right = try value.number("right")
    bottom = try value.number("bottom")
  }
}
