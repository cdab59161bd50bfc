import Testing

@testable import LabKit

@Suite struct `A call as text` {
  private func text(_ name: String, _ descriptor: Int?, _ arguments: String, _ result: Int, _ error: String?) -> String
  {
    CallMade(
      name: name, descriptor: descriptor, arguments: arguments, result: result, error: error, durationNanoseconds: 0,
      process: 1
    ).description
  }

  @Test func `is what a person would type, and what came of it`() {
    #expect(text("connect", 5, "10.0.0.2:80", -1, "EINPROGRESS") == "connect(5, 10.0.0.2:80) = EINPROGRESS")
    #expect(text("socket", nil, "AF_INET", 3, nil) == "socket(AF_INET) = 3")
    #expect(text("close", 3, "", 0, nil) == "close(3) = 0")
    #expect(text("fork", nil, "", 7, nil) == "fork() = 7")
  }
}
