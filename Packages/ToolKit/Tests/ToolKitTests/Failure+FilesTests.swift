import SocketKit
import Testing
import ToolKit

@Suite("A file that fails") struct FailureFilesTests {
  @Test func `is named with the reason`() {
    #expect(Failure(file: "a b", .noSuchFile) == Failure(.inputOutput, "a b: No such file or directory"))
    #expect(Failure(file: "x", .noSpace).status == .inputOutput)
  }

  @Test func `tells a missing permission apart`() {
    #expect(Failure(file: "x", .permissionDenied).status == .noPermission)
    #expect(Failure(file: "x", .notPermitted).status == .noPermission)
  }
}
