extension LadderSVG {
  /// What the classes look like in a drawing of its own.
  static let style = "\(palette.ofSystem)\n\(shapes)"
  /// The same in a page whose reader chooses between light and dark.
  static let pageStyle = "\(palette.ofPage)\n\(shapes)"

  private static let palette = Palette(
    selector: ".ladder",
    colors: [
      "text": ("#1a1a1a", "#e6e6e3"), "ground": ("#fdfdfb", "#161616"), "faint": ("#6b6b66", "#9b9b95"),
      "rule": ("#b9b9b3", "#555"), "again": ("#8a4b00", "#f0b35e"), "wrong": ("#b3261e", "#ff8a80"),
      "asked": ("#1f4e8c", "#8ab8f5"), "state": ("#1b6b3a", "#6fce8c"),
    ])

  /// A line's kind is in its dashes, its end and its words; colour only repeats it.
  private static let shapes = """
    svg.ladder{max-width:60rem} .ladder{font:12px/1 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
    .ladder .paper{fill:var(--ground)} .ladder text{fill:var(--text);white-space:pre}
    .ladder .life{stroke:var(--rule);stroke-width:1.5}
    .ladder .time{fill:var(--faint);text-anchor:end} .ladder .title{font-weight:700}
    .ladder .label,.ladder .detail,.ladder .mark{text-anchor:middle} .ladder .detail{fill:var(--faint)}
    .ladder .shaft{stroke:var(--text);stroke-width:1.3} .ladder .head{fill:var(--text)}
    .ladder .cross{stroke:var(--wrong);stroke-width:2;fill:none}
    .ladder .mark{font-weight:700;fill:var(--again)}
    .ladder .retransmission .shaft{stroke-dasharray:8 4;stroke:var(--again)}
    .ladder .out-of-order .shaft{stroke-dasharray:2 4;stroke:var(--again)}
    .ladder .duplicate-ACK .shaft{stroke-dasharray:1 3}
    .ladder .probe .shaft{stroke-dasharray:10 3 2 3}
    .ladder .zero-window .shaft{stroke-width:3;stroke:var(--wrong)} .ladder .zero-window .mark{fill:var(--wrong)}
    .ladder .reset .shaft{stroke:var(--wrong)} .ladder .reset .label{font-weight:700;fill:var(--wrong)}
    .ladder .call text{fill:var(--asked)} .ladder .failed text{fill:var(--wrong)}
    .ladder .state text{fill:var(--state)} .ladder .dot{fill:var(--state)} .ladder .row .time{fill:var(--faint)}
    .ladder .fold .label{fill:var(--faint)}
    .ladder .left{text-anchor:start} .ladder .right{text-anchor:end}
    @media(max-width:480px){.ladder{font-size:10.5px}}
    """
}
