/// What came of a call, as strace(1) writes it behind the equals sign.
struct StraceOutcome {
  var result: Int?
  var error: String?
  var durationNanoseconds: Int64?
  /// What the result is when it is a descriptor that strace says something of.
  var descriptor: StraceDescriptor?

  /// "3<TCP:[1]> <0.000012>", "-1 ENOENT (No such file or directory) <0.1>", "? ERESTARTSYS (To be restarted)", "0x7f…".
  init(_ text: ArraySlice<UInt8>) {
    var rest = text
    if rest.last == UInt8(ascii: ">"), let opening = rest.lastIndex(of: UInt8(ascii: "<")) {
      var inside = rest[(opening + 1)...].dropLast()
      if let duration = inside.takeSeconds(), inside.isEmpty {
        durationNanoseconds = duration
        rest = rest[..<opening]
      }
    }
    let word = rest.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "<") }
    result = Self.number(word)
    descriptor = StraceDescriptor(rest.trimmed)
    guard result == nil || result == -1 else { return }
    var after = rest[word.endIndex...]
    _ = after.dropSpaces()
    let name = after.prefix { $0 != UInt8(ascii: " ") }
    if name.first == UInt8(ascii: "E"), name.allSatisfy(Self.isOfName) { error = name.text }
  }

  /// Decimal, hexadecimal as an address, or octal as a mode; nil for "?".
  private static func number(_ word: ArraySlice<UInt8>) -> Int? {
    let text = word.text
    if text.hasPrefix("0x") { return UInt(text.dropFirst(2), radix: 16).map { Int(bitPattern: $0) } }
    return text.hasPrefix("0") ? Int(text, radix: 8) : Int(text)
  }

  private static func isOfName(_ octet: UInt8) -> Bool {
    octet >= UInt8(ascii: "A") && octet <= UInt8(ascii: "Z") || ArraySlice<UInt8>.isDigit(octet)
      || octet == UInt8(ascii: "_")
  }
}

extension ArraySlice<UInt8> {
  fileprivate var trimmed: ArraySlice<UInt8> {
    var rest = self
    while rest.last == UInt8(ascii: " ") { rest = rest.dropLast() }
    return rest
  }
}
