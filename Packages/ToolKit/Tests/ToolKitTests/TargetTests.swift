import SocketKit
import Testing

import ToolKit

@Suite("The target of many connections") struct TargetTests {
  @Test func `is the operand, and nothing else`() throws {
    #expect(try Target.addresses(["127.0.0.1:80"], from: nil) == [SocketAddress(.loopback, port: 80)])
  }

  @Test(arguments: [[], ["127.0.0.1"], [":80"], ["127.0.0.1:0"], ["127.0.0.1:1", "127.0.0.1:2"]])
  func `is refused where it is missing, twice there, or no place`(_ operands: [String]) {
    let failure = #expect(throws: Failure.self) { try Target.addresses(operands, from: nil) }
    #expect(failure?.status == .usage)
  }

  @Test func `is of the family that its sources have`() throws {
    let sources = try #require(IPAddressRange("127.0.0.2-127.0.0.9"))
    #expect(try Target.addresses(["127.0.0.1:80"], from: sources).count == 1)
    let failure = #expect(throws: Failure.self) { try Target.addresses(["[::1]:80"], from: sources) }
    #expect(failure?.message == "--sources '127.0.0.2-127.0.0.9': must be of the family of [::1]:80")
  }
}
