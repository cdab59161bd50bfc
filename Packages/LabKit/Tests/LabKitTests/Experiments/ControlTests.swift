import Testing

@testable import LabKit

@Suite struct `A control` {
  private let control = Control("nothing is lost", perform: { _ in }, refutes: ["it is sent", "a timer"])
  private let claims = [
    Expectation("it is sent again", found: "no", holds: false, evidence: [.frame(3)]),
    Expectation("it is sent once more", found: "yes", holds: true),
    Expectation("every octet arrives", found: "all", holds: true),
  ]

  @Test func `holds where the claim does not, and keeps what was found`() {
    let judged = control.judge(claims)
    #expect(
      judged.map(\.line).prefix(2) == [
        "EXPECT not when nothing is lost: it is sent again: no ... PASS",
        "EXPECT not when nothing is lost: it is sent once more: yes ... FAIL",
      ])
    #expect(judged[0].evidence == [.frame(3)])
  }

  @Test func `fails for a claim that nobody makes`() {
    #expect(control.judge(claims).last?.line == "EXPECT not when nothing is lost: a timer: nobody claimed it ... FAIL")
  }

  @Test func `is an experiment of its own name`() throws {
    var experiment = Experiment.echo
    #expect(experiment.controlled == nil)
    experiment.control = control
    let controlled = try #require(experiment.controlled)
    #expect(controlled.name == "echo-control" && controlled.control == nil)
    #expect(controlled.question.hasSuffix("And is it not so when nothing is lost?"))
  }
}
