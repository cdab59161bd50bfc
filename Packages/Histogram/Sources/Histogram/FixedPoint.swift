/// Numbers with a fixed count of decimal places, right-aligned: the columns of a table.
enum FixedPoint {
  /// - Parameters:
  ///   - number: 0 ... 2⁶², finite.
  ///   - places: 1 ... 12.
  ///   - width: the least columns; a longer number takes what it needs.
  static func text(_ number: Double, places: Int, width: Int) -> String {
    var unit: Int64 = 1
    for _ in 0 ..< places { unit *= 10 }
    // In two parts, so that a large number does not lose its place to the decimals. By conversion, not by `rounded`:
    // that may call the C library's mathematics, which a program has to link that uses this package alone.
    var whole = Int64(number)
    var part = Int64((number - Double(whole)) * Double(unit) + 0.5)
    if part >= unit { (whole, part) = (whole + 1, 0) }
    return padded("\(whole).\(digits(part, places))", width)
  }

  static func text(_ number: Int, width: Int) -> String { padded("\(number)", width) }

  static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }

  private static func digits(_ part: Int64, _ places: Int) -> String {
    let text = "\(part)"
    return String(repeating: "0", count: places - text.utf8.count) + text
  }
}
