import Glibc
import Testing
import ToolKit

@testable import LabKit

@Suite struct `A tool's path` {
  @Test func `is in the preferred folder first`() throws {
    try withTemporaryFolder { folder in
      try Files.write([], to: "\(folder)/echo-server")
      chmod("\(folder)/echo-server", 0o755)
      #expect(try Toolbox(preferring: folder).path(of: "echo-server") == "\(folder)/echo-server")
    }
  }

  @Test func `of the system is where a shell finds it, or in the preferred folder`() throws {
    #expect(try Toolbox().path(ofProgram: "sh").hasSuffix("/sh"))
    try withTemporaryFolder { folder in
      try Files.write([], to: "\(folder)/sh")
      chmod("\(folder)/sh", 0o755)
      #expect(try Toolbox(preferring: folder).path(ofProgram: "sh") == "\(folder)/sh")
      #expect {
        try Toolbox(preferring: folder).path(ofProgram: "no-such-program")
      } throws: { error in
        (error as? Failure)?.status == .unavailable
      }
    }
  }

  @Test func `is a file that may be run`() throws {
    try withTemporaryFolder { folder in
      try Files.write([], to: "\(folder)/no-such-tool")
      chmod("\(folder)/no-such-tool", 0o644)
      #expect {
        try Toolbox(preferring: folder).path(of: "no-such-tool")
      } throws: { error in
        (error as? Failure)?.status == .unavailable && "\(error)".hasPrefix("no-such-tool: not found in \(folder), /")
      }
    }
  }
}
