import Capture
import PacketCodec
import Testing

@Suite struct `A filter checked without an interface` {
  @Test(arguments: ["", "tcp", "host 10.0.0.1 and (port 80 or port 443)", "tcp[tcpflags] & tcp-syn != 0"])
  func `is accepted when the manual allows it`(text: String) throws {
    #expect(try CaptureFilter(checking: text).instructionCount > 0)
  }

  @Test(arguments: ["tcp prot 80", "port 70000", "host 300.0.0.1", "(tcp", "and"])
  func `is refused by its own name otherwise`(text: String) {
    do throws(CaptureError) {
      _ = try CaptureFilter(checking: text)
      Issue.record("accepted")
    } catch {
      guard case .badFilter(text, let reason) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(!reason.isEmpty)
      #expect(error.description.hasPrefix("filter \"\(text)\": "))
    }
  }

  @Test func `depends on the link`() throws {
    #expect(try CaptureFilter(checking: "ether host 02:00:00:00:00:01").instructionCount > 1)
    #expect(throws: CaptureError.self) {
      _ = try CaptureFilter(checking: "ether host 02:00:00:00:00:01", linkType: .raw)
    }
    #expect(try CaptureFilter(checking: "tcp", linkType: .raw).instructionCount > 1)
  }
}
