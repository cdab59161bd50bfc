import Capture
import FrameInput
import Testing
import ToolKit

@Suite struct `A capture that does not begin` {
  @Test(arguments: [
    (CaptureError.notPermitted(interface: "eth0"), ToolKit.ExitStatus.noPermission),
    (.noSuchInterface("eth9"), .system),
    (.interfaceDown("eth0"), .system), (.badFilter("x y", reason: "syntax error"), .usage),
    (.failed(interface: "eth0", reason: "no memory"), .system),
  ])
  func `ends the tool with its reason`(_ error: CaptureError, _ status: ToolKit.ExitStatus) {
    #expect(Failure(error) == Failure(status, "\(error)"))
  }
}
