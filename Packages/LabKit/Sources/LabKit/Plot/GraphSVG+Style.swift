extension GraphSVG {
  /// What the classes look like in a drawing of its own.
  static let style = "\(palette.ofSystem)\n\(shapes)"
  /// The same in a page whose reader chooses between light and dark.
  static let pageStyle = "\(palette.ofPage)\n\(shapes)"

  private static let palette = Palette(
    selector: ".graph",
    colors: [
      "text": ("#1a1a1a", "#e6e6e3"), "ground": ("#fdfdfb", "#161616"), "faint": ("#6b6b66", "#9b9b95"),
      "rule": ("#dededa", "#333"), "again": ("#b3261e", "#ff8a80"), "odd": ("#8a4b00", "#f0b35e"),
      "answer": ("#1b6b3a", "#6fce8c"), "edge": ("#7a5c00", "#e0c45c"), "block": ("#6a3d9a", "#c3a3ee"),
    ])

  /// Dashes, width and glyph tell layers apart; colour only repeats it.
  private static let shapes = """
    svg.graph{max-width:60rem} .graph{font:12px/1 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
    .graph .paper{fill:var(--ground)} .graph text{fill:var(--text);white-space:pre} .graph .title{font-weight:700}
    .graph .tick{fill:var(--faint)} .graph .grid{stroke:var(--rule)}
    .graph path{fill:none;stroke:var(--text);stroke-width:1.5;vector-effect:non-scaling-stroke}
    .graph .data{stroke-width:2.5} .graph .retransmission,.graph .congestionWindow{stroke:var(--again)}
    .graph .congestionWindow,.graph .smoothed{stroke-dasharray:7 4} .graph .glyph.retransmission{fill:var(--again)}
    .graph .retransmission{stroke-width:2.5} .graph .outOfOrder,.graph .control{stroke:var(--odd)}
    .graph .acknowledgment,.graph .delivered,.graph .duplicate{stroke:var(--answer)}
    .graph .delivered{stroke-dasharray:5 3}
    .graph .window,.graph .smoothed{stroke:var(--edge)} .graph .window{stroke-dasharray:2 3}
    .graph .selective,.graph .zeroWindow{stroke:var(--block)} .graph .selective{stroke-dasharray:1 2;stroke-width:4}
    .graph .glyph.zeroWindow{fill:var(--block)}
    @media(max-width:480px){.graph{font-size:10.5px}}
    """
}
