/// Writes graphs as one script of gnuplot that holds its own data.
public struct GraphGnuplot: Sendable {
  private let graphs: [Graph]

  /// - Parameter graphs: top to bottom; those with nothing in them are left out.
  public init(_ graphs: [Graph]) { self.graphs = graphs.filter { !$0.layers.isEmpty } }

  /// The script.
  public var text: String {
    let data = graphs.enumerated().flatMap { number, graph in
      graph.layers.enumerated().flatMap { Self.block($1, name: Self.name(number, $0)) }
    }
    let plots = graphs.enumerated().flatMap { number, graph in
      Self.setting(graph) + [Self.plot(graph, number)]
    }
    let head = [
      "set xlabel 's'", "set key outside below", "set grid",
      "set multiplot layout \(max(1, graphs.count)),1",
    ]
    return (data + head + plots + ["unset multiplot"]).joined(separator: "\n")
  }

  private static func setting(_ graph: Graph) -> [String] {
    // As in our own drawing an axis begins at 0, or below it when something is there: gnuplot has no range for marks that
    // are all at one place.
    let points = graph.layers.lazy.flatMap(\.marks).flatMap(\.points)
    let low = (x: points.reduce(0) { min($0, $1.x) }, y: points.reduce(0) { min($0, $1.y) })
    return [
      "set title \(quoted(graph.title))", "set ylabel \(quoted(graph.unit))",
      "set xrange [\(seconds(low.x)):*]", "set yrange [\(number(low.y)):*]",
    ]
  }

  private static func name(_ graph: Int, _ layer: Int) -> String { "$g\(graph + 1)_\(layer + 1)" }

  private static func block(_ layer: Graph.Layer, name: String) -> [String] {
    let rows = layer.marks.flatMap { mark in
      switch mark {
      case .bar(let x, let from, let to, _): ["\(seconds(x)) \(number(from)) \(number(to - from))"]
      case .point(let point): ["\(seconds(point.x)) \(number(point.y))"]
      case .stairs(let points): points.map { "\(seconds($0.x)) \(number($0.y))" }
      }
    }
    return ["\(name) << EOD"] + rows + ["EOD"]
  }

  private static func plot(_ graph: Graph, _ number: Int) -> String {
    let layers = graph.layers.enumerated().map { index, layer in
      let style =
        switch layer.marks.first {
        case .bar?: "using 1:2:(0):3 with vectors nohead lw 3"
        case .stairs?: "using 1:2 with steps"
        case .point?, nil: "using 1:2 with points"
        }
      return "\(name(number, index)) \(style) title \(quoted(layer.kind.rawValue))"
    }
    return "plot \(layers.joined(separator: ", "))"
  }

  private static func seconds(_ x: Double) -> String { Decimals.text(x, places: 6) }

  private static func number(_ y: Double) -> String { Decimals.text(y, places: 0) }

  /// In single quotes nothing is run or replaced; a quote is written twice.
  private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))' noenhanced" }
}
