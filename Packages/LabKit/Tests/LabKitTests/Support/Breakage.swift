import Testing

/// One thing that goes wrong in a run, and the claims that have to fail for it: those and no others.
struct Breakage<Run>: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var fails: [String]
  var happen: @Sendable (inout Run) -> Void

  init(_ what: String, fails: String..., happen: @escaping @Sendable (inout Run) -> Void) {
    testDescription = what
    self.fails = fails
    self.happen = happen
  }
}
