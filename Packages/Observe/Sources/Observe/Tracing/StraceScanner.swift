/// Finds where the parts of a call end, past strings that hold brackets and descriptors that hold anything.
enum StraceScanner {
  /// Where the arguments of a call end.
  ///
  /// - Parameter text: from behind the call's opening bracket.
  /// - Returns: the place of its closing one; nil when there is none, as in a line whose marks do not match.
  static func endOfArguments(_ text: ArraySlice<UInt8>) -> Int? {
    var end: Int?
    walk(text) { place, octet, depth in
      if depth < 0 { end = place }
      return depth >= 0
    }
    return end
  }

  /// The first of some arguments, and what follows it without the comma.
  static func firstArgument(_ text: ArraySlice<UInt8>) -> (first: ArraySlice<UInt8>, rest: ArraySlice<UInt8>) {
    var end = text.endIndex
    walk(text) { place, octet, depth in
      guard depth == 0, octet == UInt8(ascii: ",") else { return true }
      end = place
      return false
    }
    var rest = text[end...].dropFirst()
    _ = rest.dropSpaces()
    return (text[..<end], rest)
  }

  /// Shows each octet that stands outside strings and descriptors, with the depth of brackets behind it.
  ///
  /// - Parameter body: returns false to stop.
  private static func walk(_ text: ArraySlice<UInt8>, _ body: (_ place: Int, _ octet: UInt8, _ depth: Int) -> Bool) {
    var depth = 0
    var place = text.startIndex
    // What is no descriptor, as in "1<<CAP_CHOWN", may end nowhere; it is looked for once, or a line of these took a square.
    var seeksAnnotations = true
    while place < text.endIndex {
      let octet = text[place]
      switch octet {
      case UInt8(ascii: "\""):
        guard let end = endOfString(text[place...]) else { return }
        place = end
      case UInt8(ascii: "<")
      where seeksAnnotations && place > text.startIndex && ArraySlice<UInt8>.isDigit(text[place - 1]):
        let end = endOfAnnotation(text[place...])
        seeksAnnotations = end != nil
        place = end ?? place
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
      guard body(place, octet, depth) else { return }
      place += 1
    }
  }

  /// - Parameter text: from the opening quote on.
  /// - Returns: the place of the closing one.
  private static func endOfString(_ text: ArraySlice<UInt8>) -> Int? {
    var place = text.startIndex + 1
    while place < text.endIndex {
      switch text[place] {
      case UInt8(ascii: "\\"): place += 2
      case UInt8(ascii: "\""): return place
      default: place += 1
      }
    }
    return nil
  }

  /// What a descriptor is: a path, whose own angle brackets are escaped and which a device's number may follow in brackets
  /// of the same kind; or a kind of object with its particulars in square brackets, as "TCP:[a->b]".
  ///
  /// - Parameter text: from the opening bracket on.
  /// - Returns: the place of the closing one.
  static func endOfAnnotation(_ text: ArraySlice<UInt8>) -> Int? {
    let isPath = text.dropFirst().first == UInt8(ascii: "/")
    var (angles, squares) = (0, 0)
    var place = text.startIndex
    while place < text.endIndex {
      switch text[place] {
      case UInt8(ascii: "\\"): place += 1
      case UInt8(ascii: "\"") where !isPath:
        guard let end = endOfString(text[place...]) else { return nil }
        place = end
      case UInt8(ascii: "[") where !isPath: squares += 1
      case UInt8(ascii: "]") where !isPath: squares -= 1
      case UInt8(ascii: "<") where squares <= 0: angles += 1
      case UInt8(ascii: ">") where squares <= 0:
        angles -= 1
        if angles == 0 { return place }
      default: break
      }
      place += 1
    }
    return nil
  }
}
