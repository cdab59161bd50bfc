import Glibc
import SocketKit
import Testing

@Suite struct `Becoming another program` {
  @Test func `is the same process with its own end`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      try Program.become("/bin/sh", named: "sh", ["-c", "test $$ = \(getpid()) && exit 7"])
    }
  }

  @Test func `has the name and the words that were asked for, and our environment`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      setenv("SOCKETKIT_TEST", "a b", 1)
      let words = #"test "$(tr '\0' '|' </proc/$$/cmdline | cut -c1-13)" = 'odd [name]|-c'"#
      let variable = #"test "$SOCKETKIT_TEST" = 'a b'"#
      try Program.become("/bin/sh", named: "odd [name]", ["-c", "\(words) && \(variable) && exit 7"])
    }
  }

  @Test func `closes what is closed on exec`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      let file = try FileDescriptor.open("/dev/null", .read)
      try Program.become("/bin/sh", named: "sh", ["-c", "test ! -e /proc/$$/fd/\(file.rawValue) && exit 7"])
    }
  }

  @Test func `of no such file, or with a NUL, leaves us what we are`() {
    #expect(throws: Errno.noSuchFile) { try Program.become("/no/such/program", named: "x", []) }
    #expect(throws: Errno.permissionDenied) { try Program.become("/etc/passwd", named: "x", []) }
    #expect(throws: Errno.invalidArgument) { try Program.become("/bin/sh", named: "x", ["-c", "exit\0 7"]) }
    #expect(throws: Errno.invalidArgument) { try Program.become("/bin/sh", named: "x\0", []) }
  }

  @Test func `of ourselves starts our own file`() throws {
    var buffer = [CChar](repeating: 0, count: 4096)
    #expect(readlink(Program.itself, &buffer, buffer.count - 1) > 0)
    var request = Spawn("/bin/sh", ["-c", "readlink /proc/$PPID/exe"])
    request.deathSignal = nil
    let ours = buffer.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    #expect(try output(of: request).text == "\(ours)\n")
  }

  @Test func `keeps a short name of 15 octets`() throws {
    try OwnThread.run {
      Program.setShortName("a name that is too long")
      let name = try FileDescriptor.contents(of: "/proc/thread-self/comm", limit: 64)
      #expect(String(decoding: name, as: UTF8.self) == "a name that is \n")
    }
  }
}

@Suite struct `A parent that ignored SIGCHLD` {
  @Test func `hides no child's end from who expects children`() async {
    await #expect(processExitsWith: .success) {
      signal(SIGCHLD, SIG_IGN)
      Signal.expectChildren()
      var child = try ChildProcess(shell("exit 3"))
      #expect(child.wait() == .exited(3))
    }
  }
}
