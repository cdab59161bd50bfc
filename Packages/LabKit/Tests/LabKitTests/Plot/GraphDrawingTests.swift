import Testing

@testable import LabKit

private let graph = Graph(
  "time-sequence, a to b", unit: "octets",
  [
    (.acknowledgment, [.stairs([Graph.Point(x: 0, y: 1), Graph.Point(x: 0.5, y: 1), Graph.Point(x: 1, y: 11)])]),
    (.data, [.bar(x: 0.25, from: 1, to: 6, isPushed: false), .bar(x: 0.5, from: 6, to: 11, isPushed: true)]),
    (.retransmission, [.bar(x: 1, from: 1, to: 6, isPushed: false)]),
    (.selective, [.bar(x: 1, from: 6, to: 11, isPushed: false)]),
    (.duplicate, [.point(Graph.Point(x: 0.5, y: 1))]),
  ])

@Suite struct `A graph for xplot` {
  @Test func `is in tcptrace's words`() {
    #expect(
      GraphXplot(graph, start: 1_700_000_000_750_000_000).text == """
        timeval signed
        title
        time-sequence, a to b
        xlabel
        time
        ylabel
        octets
        green
        line 1700000000.750000 1 1700000001.250000 1
        line 1700000001.250000 1 1700000001.750000 1
        line 1700000001.750000 1 1700000001.750000 11
        white
        line 1700000001.000000 1 1700000001.000000 6
        darrow 1700000001.000000 1
        uarrow 1700000001.000000 6
        line 1700000001.250000 6 1700000001.250000 11
        darrow 1700000001.250000 6
        diamond 1700000001.250000 11
        red
        line 1700000001.750000 1 1700000001.750000 6
        darrow 1700000001.750000 1
        uarrow 1700000001.750000 6
        purple
        line 1700000001.750000 6 1700000001.750000 11
        htick 1700000001.750000 6
        htick 1700000001.750000 11
        green
        dtick 1700000001.250000 1
        go
        """)
  }

  @Test(arguments: [(2_147_483_646.0, "signed"), (2_147_483_648, "double")])
  func `has places that xplot's numbers hold`(_ place: Double, _ coordinate: String) {
    let far = Graph("", unit: "", [(.data, [.bar(x: 0, from: 1, to: place, isPushed: false)])])
    #expect(GraphXplot(far, start: 0).text.hasPrefix("timeval \(coordinate)\n"))
  }

  @Test func `carries what rounding makes a whole second`() {
    let late = Graph("", unit: "", [(.sample, [.point(Graph.Point(x: 0.999_999_9, y: 5))])])
    #expect(GraphXplot(late, start: 3_000_000_000).text.contains("dot 4.000000 5"))
  }
}

@Suite struct `Graphs for gnuplot` {
  @Test func `are a script with its data`() {
    let small = Graph(
      "it's", unit: "octets",
      [(.data, [.bar(x: 0.25, from: 1, to: 6, isPushed: false)]), (.duplicate, graph.marks(.duplicate))])
    #expect(
      GraphGnuplot([small]).text == """
        $g1_1 << EOD
        0.250000 1 5
        EOD
        $g1_2 << EOD
        0.500000 1
        EOD
        set xlabel 's'
        set key outside below
        set grid
        set multiplot layout 1,1
        set title 'it''s' noenhanced
        set ylabel 'octets' noenhanced
        set xrange [0.000000:*]
        set yrange [0:*]
        plot $g1_1 using 1:2:(0):3 with vectors nohead lw 3 title 'data' noenhanced, $g1_2 using 1:2 with points title 'duplicate ACK' noenhanced
        unset multiplot
        """)
  }
}

@Suite struct `Graphs as SVG` {
  private let scale = GraphScale(x: Axis(over: [0, 1], count: 5), y: Axis(over: [0, 11], count: 5), height: 300)

  @Test func `have lines as one path a layer, and a glyph beside what must not be overlooked`() {
    let layers = graph.layers.map { GraphSVGLayer($0, scale).elements.map(\.xml).joined() }
    #expect(layers[0].contains(#"<path class="acknowledgment" d="M0 2727H5000V2727H10000V0"/>"#))
    #expect(layers[1].contains(#"<path class="data" d="M2500 2727L2500 1364M5000 1364L5000 0"/>"#))
    #expect(layers[2].contains(#"<svg x="100.00%" y="136.4" overflow="visible">"#))
    #expect(layers[2].contains(#"class="glyph retransmission""#))
    #expect(!layers[1].contains("glyph"))
  }

  @Test func `have axes with units, a legend, and a description`() {
    let text = GraphSVG([graph]).text
    for words in [">10 octets</text>", ">0 s</text>", ">retransmission</text>", ">duplicate ACK</text>"] {
      #expect(text.contains(words), "\(words)")
    }
    #expect(
      text.contains(
        ">octets over 1.000000 s; acknowledged: 3; data: 2; retransmission: 1; SACK: 1; duplicate ACK: 1</desc>"))
    #expect(text.contains("@media(prefers-color-scheme:dark)"))
  }

  @Test func `have no words half outside`() {
    let late = Graph("late", unit: "octets", [(.sample, [.point(Graph.Point(x: 1.09, y: 1))])])
    let text = GraphSVG([late]).text
    #expect(text.contains(#"x="91.74%" y="320" text-anchor="end">1.0</text>"#))
    #expect(text.contains(#"x="45.87%" y="320" text-anchor="middle">0.5</text>"#))
  }

  @Test func `draw no more glyphs than a screen has room for, and say so`() {
    let marks = (0 ..< GraphSVGLayer.glyphsMax * 2 + 1).map { Graph.Mark.point(Graph.Point(x: Double($0), y: 1)) }
    let many = Graph("many", unit: "µs", [(.sample, marks)])
    let layer = GraphSVGLayer(many.layers[0], scale)
    #expect(layer.elements.count == 2667)
    #expect(GraphSVG([many]).text.contains("RTT sample, 1 of 3 drawn"))
  }

  @Test func `of nothing have axes`() {
    #expect(GraphSVG([Graph("nothing", unit: "octets", [])]).text.contains(">1.0 octets</text>"))
  }
}
