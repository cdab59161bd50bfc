import Glibc
import SocketKit
import Testing

@Suite struct `A child's words` {
  @Test(arguments: ["echo-server[wrk1]", "", "-sh", "ö\u{1}\n"])
  func `begin with its name`(name: String) throws {
    var request = Spawn("/bin/cat", ["/proc/self/cmdline"])
    request.name = name
    #expect(try output(of: request).text == "\(name)\0/proc/self/cmdline\0")
  }

  @Test func `begin with its file's last component when it has no name`() throws {
    #expect(try output(of: Spawn("/bin/cat", ["/proc/self/cmdline"])).text == "cat\0/proc/self/cmdline\0")
  }

  @Test func `with a NUL are refused, wherever`() {
    for part in 0 ..< 3 {
      var request = Spawn("/bin/cat")
      if part == 0 { request.name = "a\0b" }
      if part == 1 { request.variables = ["A=a\0b"] }
      if part == 2 { request.environment = ["A=a\0b"] }
      var failure: ChildProcess.SpawnError?
      do throws(ChildProcess.SpawnError) { _ = try ChildProcess(request) } catch { failure = error }
      #expect(failure == ChildProcess.SpawnError(step: "execve", errno: .invalidArgument))
    }
  }
}

@Suite struct `A child's environment` {
  private static func environment(of request: consuming Spawn) throws -> [String] {
    try output(of: request).text.split(separator: "\0").map(String.init)
  }

  private static let show = "/proc/self/environ"

  @Test func `is ours, octet for octet`() async {
    await #expect(processExitsWith: .success) {
      let odd: [CChar] = [-1, -2, 0x41, 0]
      setenv("ODD", odd, 1)
      setenv("EMPTY", "", 1)
      let child = try output(of: shell("test \"$(printf '\\377\\376A')\" = \"$ODD\" && test -n \"${EMPTY+set}\""))
      #expect(child.ending == .exited(0))
    }
  }

  @Test func `may have more, instead of those with the same name`() throws {
    var request = Spawn("/bin/cat", [Self.show])
    request.environment = ["A=1", "AB=2", "B=3", "A=4", "ODD"]
    request.variables = ["A=5", "C=6", "C=7", "ODD=8"]
    #expect(try Self.environment(of: request) == ["AB=2", "B=3", "ODD", "A=5", "C=7", "ODD=8"])
  }

  @Test func `may have more beside ours`() throws {
    var request = Spawn("/bin/cat", [Self.show])
    request.variables = ["SOCKETKIT_TEST=1"]
    let ours = try Self.environment(of: Spawn("/bin/cat", [Self.show]))
    #expect(!ours.isEmpty)
    #expect(try Self.environment(of: request) == ours + ["SOCKETKIT_TEST=1"])
  }

  @Test func `may be empty`() throws {
    var request = Spawn("/bin/cat", [Self.show])
    request.environment = []
    #expect(try Self.environment(of: request) == [])
  }
}
