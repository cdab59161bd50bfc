extension JSONValue {
  /// How deep arrays and objects may stand within each other unless the caller says otherwise: ten times what our
  /// own lines need, a hundredth of what the smallest thread's stack holds.
  public static let depthLimit = 64

  /// Reads exactly one JSON text, strictly: nothing is repaired, nothing may follow but white space.
  ///
  /// The length is the caller's to bound, as `LineSplitter` does; time and memory grow in step with it.
  ///
  /// - Parameters:
  ///   - octets: UTF-8.
  ///   - depth: how many arrays and objects may be open at once; 0 ... 512.
  /// - Throws: `JSONError`, with the place.
  ///
  /// Source: RFC 8259 §2 to §8.
  public static func parse(_ octets: [UInt8], depth: Int = depthLimit) throws(JSONError) -> JSONValue {
    precondition((0 ... 512).contains(depth), "depth beyond 0 ... 512")
    var parser = JSONParser(octets)
    let value = try parser.value(depth: depth)
    try parser.end()
    return value
  }
}
