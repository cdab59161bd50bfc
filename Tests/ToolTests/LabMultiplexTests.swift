import Testing

/// The experiment on the kernel, and what it says of a program that serves one after the other.
@Suite("lab run multiplex", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct LabMultiplexTests {
  private static func claims(_ model: String) -> [String] {
    [
      "100 waits of 0.5 s are over in less than two", "it holds 201 sockets at once, two a connection and a listener",
      "100 connections are ESTABLISHED at once, at both ends",
      "100 handshakes are complete before the first answer leaves",
    ].map { "\(model): \($0)" }
  }

  @Test func `holds`() throws {
    let verdict = try LabVerdict(of: "multiplex")
    verdict.expectBroken()
    #expect(verdict.count == 13)
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser, PrivateMachine.needs))
  func `holds as an ordinary user`() throws { try LabVerdict(of: "multiplex", asOrdinaryUser: true).expectBroken() }

  @Test func `tells a program that serves one after the other`() throws {
    try LabVerdict(of: "multiplex", with: ["multiplex": #"exec /run/tools/lying-multiplex "$@""#], inHaste: false)
      .expectBroken(Self.claims("loop") + Self.claims("threads") + ["threads: the process has 101 threads"])
  }

  @Test func `tells a loop in the place of threads`() throws {
    try LabVerdict(
      of: "multiplex", with: ["multiplex": #"exec /run/tools/multiplex "$@" --model loop"#], inHaste: false
    )
    .expectBroken(["threads: the process has 101 threads"])
  }

  @Test func `tells a client that is missing`() throws {
    let claims = ["loop", "threads"].flatMap { model in
      Self.claims(model).dropFirst() + ["\(model): every client gets the answer to its own request"]
    }
    try LabVerdict(of: "multiplex", with: ["multiplex": #"exec /run/tools/multiplex "$@" -n 99"#], inHaste: false)
      .expectBroken(claims + ["threads: the process has 101 threads"])
  }
}
