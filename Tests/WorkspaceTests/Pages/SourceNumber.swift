/// A number as a source has it: `65_536`, `4 << 20`, `64 * 1024`, `4.5`.
struct SourceNumber: CustomStringConvertible {
  private enum Value {
    case whole(Int)
    /// Its digits, with the point.
    case decimal(String)
  }

  private let value: Value

  init(_ whole: Int) { value = .whole(whole) }

  /// Takes the longest from the front of some text; nil, and nothing taken, where there is none.
  init?(taking text: inout ArraySlice<UInt8>) {
    guard let first = Self.digits(&text), var whole = Int(first) else { return nil }
    if text.first == UInt8(ascii: "."), let next = text.dropFirst().first, Self.isDigit(next) {
      text = text.dropFirst()
      value = .decimal("\(first).\(Self.digits(&text) ?? "")")
      return
    }
    // Sources of limits have one kind of operator each; none of them needs to know what binds closer.
    while let (symbol, apply) = Self.operators.first(where: { text.starts(with: $0.symbol) }) {
      var rest = text.dropFirst(symbol.count)
      guard let next = Self.digits(&rest).flatMap({ Int($0) }) else { break }
      whole = apply(whole, next)
      text = rest
    }
    value = .whole(whole)
  }

  var description: String {
    switch value {
    case .whole(let number): "\(number)"
    case .decimal(let digits): digits
    }
  }

  /// How a page may write it; none when it is no whole number of that unit.
  ///
  /// - Parameter unit: what one of the page's is in the source's, 1 ...
  func spellings(per unit: Int) -> [String] {
    switch value {
    case .decimal(let digits):
      // The page of 3.0 says 3.
      return unit == 1 ? [digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits] : []
    case .whole(let number):
      guard number % unit == 0 else { return [] }
      return Self.spellings(of: number / unit)
    }
  }

  private static let operators: [(symbol: [UInt8], apply: @Sendable (Int, Int) -> Int)] = [
    (Array(" << ".utf8), { $0 << $1 }), (Array(" * ".utf8), { $0 * $1 }), (Array(" + ".utf8), { $0 + $1 }),
  ]

  private static func isDigit(_ octet: UInt8) -> Bool { (UInt8(ascii: "0") ... UInt8(ascii: "9")).contains(octet) }

  private static func digits(_ text: inout ArraySlice<UInt8>) -> String? {
    guard let first = text.first, isDigit(first) else { return nil }
    let octets = text.prefix { isDigit($0) || $0 == UInt8(ascii: "_") }
    text = text.dropFirst(octets.count)
    return String(decoding: octets.filter(isDigit), as: UTF8.self)
  }

  private static func spellings(of number: Int) -> [String] {
    let words = words(of: number)
    return ["\(number)", grouped(number)] + words + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }
  }

  private static func grouped(_ number: Int) -> String {
    let last = "\(number % 1000)"
    return number < 1000
      ? last : "\(grouped(number / 1000)),\(String(repeating: "0", count: 3 - last.count))\(last)"
  }

  private static let small = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

  /// A small or round number's: one is `a` second, or `each`.
  private static func words(of number: Int) -> [String] {
    switch number {
    case 1: ["one", "a", "each"]
    case 0 ..< 20: [small[number]]
    case 20 ..< 100: number % 10 == 0 ? [tens[number / 10 - 2]] : []
    case 100: ["a hundred"]
    case 101 ..< 1000: number % 100 == 0 ? ["\(small[number / 100]) hundred"] : []
    case 1000: ["a thousand"]
    case 1001 ..< 20_000: number % 1000 == 0 ? ["\(small[number / 1000]) thousand"] : []
    default: []
    }
  }
}
