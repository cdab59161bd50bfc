/// How somebody looks at a page.
struct BrowserView: Hashable, Sendable, CustomStringConvertible {
  /// Pixels: a telephone held upright, and a laptop.
  static let narrow = 380
  static let wide = 1280
  static let all = [narrow, wide].flatMap { width in [false, true].map { BrowserView(width: width, isDark: $0) } }

  var width: Int
  var isDark: Bool

  var description: String { "\(width) pixels, \(isDark ? "dark" : "light")" }
}
