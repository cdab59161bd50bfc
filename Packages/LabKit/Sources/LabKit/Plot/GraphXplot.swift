/// Writes a graph in the words of xplot, and in the colours that tcptrace gives to them: white data between green
/// acknowledgments and a yellow window, red for what was sent again.
public struct GraphXplot: Sendable {
  private let graph: Graph
  private let start: Int64

  /// - Parameters:
  ///   - graph: what to write.
  ///   - start: the connection's first segment, CLOCK_REALTIME, nanoseconds.
  public init(_ graph: Graph, start: Int64) {
    self.graph = graph
    self.start = start
  }

  /// The file.
  public var text: String {
    let head = ["timeval \(coordinate)", "title", graph.title, "xlabel", "time", "ylabel", graph.unit]
    let body = graph.layers.flatMap { layer in [Self.color(layer.kind)] + layer.marks.flatMap { lines($0, layer.kind) }
    }
    return (head + body + ["go"]).joined(separator: "\n")
  }

  /// xplot's whole numbers are C's int; what is beyond them would be drawn somewhere else.
  private var coordinate: String {
    let places = graph.layers.lazy.flatMap(\.marks).flatMap(\.points)
    return places.allSatisfy { abs($0.y) < Double(Int32.max) } ? "signed" : "double"
  }

  private func lines(_ mark: Graph.Mark, _ kind: Graph.Kind) -> [String] {
    switch mark {
    case .bar(let x, let from, let to, let isPushed):
      let (low, high) = (place(x, from), place(x, to))
      if kind == .selective { return ["line \(low) \(high)", "htick \(low)", "htick \(high)"] }
      return ["line \(low) \(high)", "darrow \(low)", "\(isPushed ? "diamond" : "uarrow") \(high)"]
    case .point(let point): return ["\(Self.shape(kind)) \(place(point.x, point.y))"]
    case .stairs(let points):
      return zip(points, points.dropFirst()).flatMap { one, next in
        let corner = place(next.x, one.y)
        let flat = "line \(place(one.x, one.y)) \(corner)"
        return one.y == next.y ? [flat] : [flat, "line \(corner) \(place(next.x, next.y))"]
      }
    }
  }

  private func place(_ x: Double, _ y: Double) -> String {
    let seconds = x + Double(start % 1_000_000_000) / 1e9
    let whole = seconds.rounded(.down)
    let fraction = Decimals.text(seconds - whole, places: 6)
    // Rounding may carry: .9999999 is the next second.
    let carry: Int64 = fraction.hasPrefix("1") ? 1 : 0
    return "\(start / 1_000_000_000 + Int64(whole) + carry).\(fraction.dropFirst(2)) \(Decimals.text(y, places: 0))"
  }

  private static func shape(_ kind: Graph.Kind) -> String {
    switch kind {
    case .duplicate: "dtick"
    case .zeroWindow: "box"
    default: "dot"
    }
  }

  private static func color(_ kind: Graph.Kind) -> String {
    switch kind {
    case .data, .sent, .sample: "white"
    case .retransmission, .congestionWindow: "red"
    case .outOfOrder: "pink"
    case .control: "orange"
    case .acknowledgment, .duplicate, .delivered, .flight: "green"
    case .window, .smoothed: "yellow"
    case .selective, .zeroWindow: "purple"
    }
  }
}
