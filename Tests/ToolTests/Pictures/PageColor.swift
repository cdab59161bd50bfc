import Glibc
import Testing

/// A colour as a browser has computed it.
struct PageColor: Hashable, CustomStringConvertible {
  let description: String
  /// Red, green and blue, 0 ... 1 each.
  private let parts: [Double]

  /// - Parameter text: "rgb(26, 26, 26)"; what is not opaque has no colour of its own, and is refused.
  init(_ text: String) throws {
    let numbers = text.dropFirst(4).dropLast().split(separator: ",").compactMap { Double($0.filter { $0 != " " }) }
    try #require(text.hasPrefix("rgb(") && text.hasSuffix(")") && numbers.count == 3, "\(text) is no opaque colour")
    description = text
    parts = numbers.map { $0 / 255 }
  }

  /// 0, black, to 1, white. Source: WCAG 2.2, relative luminance.
  var luminance: Double {
    let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// 1, the same, to 21. Source: WCAG 2.2, contrast ratio.
  func contrast(with other: PageColor) -> Double {
    let (dark, light) = (min(luminance, other.luminance), max(luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)
  }
}
