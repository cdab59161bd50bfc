extension LanesSVG {
  /// What the classes look like, in a page that has `GraphSVG.pageStyle`. A state has its name in it, or in the legend;
  /// colour only repeats it.
  static let style = """
    \(palette.ofPage)
    .lanes .lane-title{font-weight:600} .lanes .span rect{stroke:var(--faint);stroke-width:1;fill:var(--SYN)}
    .lanes .LISTEN rect{fill:var(--LISTEN)} .lanes .ESTABLISHED rect{fill:var(--ESTABLISHED)}
    .lanes .FIN_WAIT1 rect{fill:var(--FIN_WAIT1)} .lanes .FIN_WAIT2 rect{fill:var(--FIN_WAIT2)}
    .lanes .CLOSING rect{fill:var(--CLOSING)} .lanes .TIME_WAIT rect{fill:var(--TIME_WAIT)}
    .lanes .CLOSE_WAIT rect{fill:var(--CLOSE_WAIT)} .lanes .LAST_ACK rect{fill:var(--LAST_ACK)}
    .lanes .CLOSE rect{fill:var(--ground)}
    .lanes .name{font-size:11px;pointer-events:none}
    .lanes .spot{stroke:var(--text);stroke-width:1.5} .lanes .bare{stroke-width:1;stroke:var(--faint)}
    .lanes .data{stroke-width:2} .lanes .remarkable{stroke:var(--odd);stroke-width:3}
    .lanes .reset{stroke:var(--again);stroke-width:4} .lanes .told{stroke:var(--answer)} .lanes .count{stroke:var(--edge)}
    .lanes .pin{fill:none;stroke:none}
    .lanes .brief{display:none} @media(max-width:760px){.lanes .roomy{display:none} .lanes .brief{display:inline}}
    .legend rect{stroke:var(--dim)}
    """

  private static let palette = Palette(
    selector: ".lanes",
    colors: [
      "SYN": ("#f5e3a8", "#4d3f0a"), "ESTABLISHED": ("#cdebd3", "#17452a"), "FIN_WAIT1": ("#d6e5f8", "#173a66"),
      "FIN_WAIT2": ("#a9c8f0", "#1f4f8a"), "CLOSING": ("#dccff5", "#46307c"), "TIME_WAIT": ("#e2dfd8", "#3b3b38"),
      "CLOSE_WAIT": ("#fbd0b5", "#6b3210"), "LAST_ACK": ("#f6c9d3", "#651f36"), "LISTEN": ("#c9e8ea", "#12454a"),
    ])
}
