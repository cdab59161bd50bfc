/// Where values stand in a drawing.
struct GraphScale: Hashable, Sendable {
  /// Time, seconds.
  var x: Axis
  /// The graph's unit.
  var y: Axis
  /// Of the plot, pixels.
  var height: Int

  /// A path's own coordinates across: whole numbers, fine enough for any screen.
  static let across = 10000

  /// As a part of the width.
  func percent(_ value: Double) -> String { "\(Decimals.text(x.fraction(value) * 100, places: 2))%" }

  /// From the top, pixels.
  func pixel(_ value: Double) -> String { Decimals.text((1 - y.fraction(value)) * Double(height), places: 1) }

  /// Both in a path's coordinates: `across`, and tenths of a pixel down.
  func place(_ point: Graph.Point) -> String {
    let right = Decimals.text(x.fraction(point.x) * Double(Self.across), places: 0)
    return "\(right) \(Decimals.text((1 - y.fraction(point.y)) * Double(height) * 10, places: 0))"
  }
}
