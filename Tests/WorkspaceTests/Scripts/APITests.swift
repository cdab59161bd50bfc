import Testing

@Suite struct `The list of what a library offers` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try compile(
      """
      /// A number.
      public struct Number: Equatable {
        /// Its value.
        public private(set) var value = 0
        /// It and another.
        public func sum(_ other: borrowing Number, times: Int = 1) -> Number { self }
        func inside() {}
        struct Inside {}
      }
      extension Int {
        /// As a number.
        public var number: Number { Number() }
      }
      """)
    _ = try api().succeed()
  }

  private func compile(_ source: String) throws {
    try folder.write(source, to: "Small.swift")
    try folder.write("", to: "Modules/place")
    _ = try Command(
      "swiftc", "-emit-module", "-module-name", "Small", "-o", "\(folder.path)/Modules/Small.swiftmodule",
      "\(folder.path)/Small.swift"
    ).succeed()
  }

  private func api(_ words: String...) -> Command {
    Command(
      words: [ThisWorkspace.path("scripts/api"), "--modules", "\(folder.path)/Modules", "--pages", folder.path] + words
        + ["Small"])
  }

  @Test func `has a line a public declaration`() throws {
    #expect(
      try folder.text(of: "Small.txt") == """
        Int.number: var number: Number { get }
        Number.sum(_:times:): func sum(_ other: borrowing Number, times: Int = 1) -> Number
        Number.value: var value: Int { get }
        Number: conforms to Equatable
        Number: struct Number

        """)
  }

  @Test func `holds while nothing of it changes`() throws {
    #expect(try api("--check").run() == .init(status: 0, output: "ok Small\n1 passed, 0 failed\n"))
  }

  @Test func `tells what went and what came`() throws {
    try compile("public struct Number {\n  public var value: UInt = 0\n}\n")
    let outcome = try api("--check").run()
    #expect(outcome.status == 1)
    #expect(
      outcome.output == """
        FAIL Small: -Int.number: var number: Number { get }
        FAIL Small: -Number.sum(_:times:): func sum(_ other: borrowing Number, times: Int = 1) -> Number
        FAIL Small: -Number.value: var value: Int { get }
        FAIL Small: +Number.value: var value: UInt
        FAIL Small: -Number: conforms to Equatable
        0 passed, 1 failed

        """)
  }

  @Test func `is missed`() throws {
    folder.remove("Small.txt")
    let outcome = try api("--check").run()
    #expect(outcome.status == 1)
    #expect(outcome.output.hasSuffix("FAIL Small: +Number: struct Number\n0 passed, 1 failed\n"))
  }

  @Test func `is not made of a module that is not there`() throws {
    folder.remove("Modules/Small.swiftmodule")
    let outcome = try api("--check").run()
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("api: Small: "))
  }
}
