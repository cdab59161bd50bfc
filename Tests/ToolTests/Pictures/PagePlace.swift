/// A rectangle of a window, pixels from its top left.
struct PagePlace: Hashable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  /// Whether another lies in it, give or take half a pixel.
  func contains(_ other: PagePlace) -> Bool {
    left <= other.left + 0.5 && top <= other.top + 0.5 && right >= other.right - 0.5 && bottom >= other.bottom - 0.5
  }

  /// Whether the two share more than an edge: two pixels each way, which is what letters leave free of their line.
  func covers(_ other: PagePlace) -> Bool {
    min(right, other.right) - max(left, other.left) > 2 && min(bottom, other.bottom) - max(top, other.top) > 2
  }
}
