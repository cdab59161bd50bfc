import Testing

@testable import ToolKit

@Suite("Complaints") struct ComplaintsTests {
  private static let report = Report(tool: "sample", isJSON: false, loudness: .quiet, isColored: false)

  @Test func `say each reason once, and to whom it came first`() async {
    let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
      var complaints = Complaints(Self.report)
      for number in 1 ... 1000 {
        complaints.say("connection \(number)", "Connection refused")
        if number > 7 { complaints.say("connection \(number)", "Connection timed out") }
      }
    }
    let error = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      error.hasSuffix("sample: connection 1: Connection refused\nsample: connection 8: Connection timed out\n"),
      "\(error)")
  }

  @Test func `are not more than they may be`() async {
    let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
      var complaints = Complaints(Self.report)
      for number in 1 ... 1000 { complaints.say("connection", "reason \(number)") }
    }
    let error = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(error.split(separator: "\n").filter { $0.hasPrefix("sample: ") }.count == Complaints.most)
  }
}
