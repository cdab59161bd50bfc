/// Something that always holds did not.
struct BrokenInvariant: Error, Equatable, CustomStringConvertible {
  let description: String

  /// Breaks unless `condition` holds.
  static func unless(_ condition: Bool, _ claim: @autoclosure () -> String) throws(BrokenInvariant) {
    if !condition { throw BrokenInvariant(description: claim()) }
  }
}
