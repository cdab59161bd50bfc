/// Numbers with a fixed count of decimals.
enum Decimals {
  /// The number, rounded; what does not fit Int64 is held at its ends, and no number is 0.
  ///
  /// - Parameter places: 0 ... 9.
  static func text(_ number: Double, places: Int) -> String {
    var power: Int64 = 1
    for _ in 0 ..< places { power *= 10 }
    let scaled = (number * Double(power)).rounded()
    let whole = scaled.isNaN ? 0 : scaled >= 9.2e18 ? Int64.max : scaled <= -9.2e18 ? Int64.min : Int64(scaled)
    let (units, rest) = whole.magnitude.quotientAndRemainder(dividingBy: power.magnitude)
    let sign = whole < 0 ? "-" : ""
    guard places > 0 else { return "\(sign)\(units)" }
    let digits = String(rest)
    return "\(sign)\(units).\(String(repeating: "0", count: places - digits.count))\(digits)"
  }
}
