import Glibc
import SocketKit
import Testing

@Suite struct `A child's ending` {
  @Test(arguments: [0, 1, 42, 255])
  func `is its status`(status: Int) throws {
    var child = try ChildProcess(shell("exit \(status)"))
    #expect(child.wait() == .exited(status))
    #expect(child.ending() == .exited(status))
    #expect(child.wait() == .exited(status))
  }

  @Test(arguments: [Signal.terminate, .kill, .interrupt, .user1])
  func `is the signal that killed it`(signal: Signal) throws {
    var child = try ChildProcess(shell("kill -\(signal.rawValue) $$; exit 0"))
    #expect(child.wait() == .signalled(signal))
  }

  @Test func `is none while it runs, and its descriptor tells when`() throws {
    let pipe = try Pipe()
    var request = Spawn("/bin/cat")
    request.standard.input = pipe.readEnd.rawValue
    var child = try ChildProcess(request)
    #expect(child.ending() == nil)
    let ended = isReady(.readable, child.descriptor)
    #expect(!ended)
    child.send(.terminate)
    try wait(until: .readable, child.descriptor)
    #expect(child.ending() == .signalled(.terminate))
    child.send(.kill)
    #expect(child.ending() == .signalled(.terminate))
  }

  @Test func `comes with the end of its scope, and leaves no zombie`() throws {
    let pipe = try Pipe()
    let pid: CInt
    do {
      var request = shell("echo here; exec tail -f /dev/null 3>&1 >/dev/null")
      request.standard.output = pipe.writeEnd.rawValue
      let child = try ChildProcess(request)
      pid = child.pid
      #expect(try pipe.readEnd.found() == .text("here\n"))
    }
    #expect(waitpid(pid, nil, WNOHANG) == -1)
    #expect(errno == ECHILD)
    #expect(try pipe.intoReadEnd().found() == .endOfStream)
  }

  @Test func `is its own affair once it was let go`() throws {
    let pipe = try Pipe()
    var request = Spawn("/bin/cat")
    request.standard.input = pipe.readEnd.rawValue
    let child = try ChildProcess(request)
    let pid = child.pid
    child.letGo()
    #expect(waitpid(pid, nil, WNOHANG) == 0, "it runs")
    #expect(kill(pid, SIGTERM) == 0)
    var status: CInt = 0
    #expect(waitpid(pid, &status, 0) == pid)
    #expect(status & 0x7F == SIGTERM)
  }

  @Test func `is a kill where the kernel reaps by itself`() async {
    await #expect(processExitsWith: .success) {
      signal(SIGCHLD, SIG_IGN)
      let input = try Pipe()
      var request = Spawn("/bin/cat")
      request.standard.input = input.readEnd.rawValue
      var child = try ChildProcess(request)
      #expect(child.ending() == nil)
      _ = input.intoReadEnd()
      #expect(child.wait() == .signalled(.kill))
    }
  }
}

@Suite struct `A child that cannot be started` {
  @Test(arguments: [
    ("/no/such/program", Errno.noSuchFile), ("", .noSuchFile), ("/etc", .permissionDenied),
    ("/etc/passwd", .permissionDenied),
    ("/bin/sh\0x", .invalidArgument),
  ])
  func `says why, and leaves no zombie`(path: String, error: Errno) async {
    let failure = #expect(throws: ChildProcess.SpawnError.self) { _ = try ChildProcess(Spawn(path)) }
    #expect(failure?.description == "execve: \(error)")
    await #expect(processExitsWith: .success) { [path = path as String] in
      _ = try? ChildProcess(Spawn(path))
      #expect(waitpid(-1, nil, WNOHANG) == -1)
      #expect(errno == ECHILD)
    }
  }

  @Test func `names the step: folder, descriptor, namespace`() throws {
    var request = Spawn("/bin/true")
    request.directory = "/no/such/folder"
    #expect(Self.failure(of: request) == "chdir: No such file or directory")
    request = Spawn("/bin/true")
    request.standard.error = 1_000_000
    #expect(Self.failure(of: request) == "dup2: Bad file descriptor")
    request = Spawn("/bin/true")
    let file = try FileDescriptor.open("/dev/null", .read)
    request.network = file.rawValue
    #expect(Self.failure(of: request) == "setns: Invalid argument")
  }

  private static func failure(of request: borrowing Spawn) -> String? {
    do throws(ChildProcess.SpawnError) {
      _ = try ChildProcess(request)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `for want of descriptors is none of ours for long`() async {
    await #expect(processExitsWith: .success) {
      var failures = 0
      while true {
        try leaveFree(failures + 1)
        do throws(ChildProcess.SpawnError) {
          var child = try ChildProcess(Spawn("/bin/true"))
          #expect(child.wait() == .exited(0))
          break
        } catch {
          #expect(error.errno == .tooManyOpenFiles)
          #expect(waitpid(-1, nil, WNOHANG) == -1)
          failures += 1
        }
      }
      #expect(failures > 0)
    }
  }
}

@Suite struct `What a child is given` {
  @Test func `is its name and its arguments`() throws {
    let (text, ending) = try output(of: Spawn("/bin/sh", ["-c", "echo \"$0|$1|$2\"", "zero", "", "a b"]))
    #expect(text == "zero||a b\n")
    #expect(ending == .exited(0))
    #expect(try output(of: Spawn("/bin/cat", ["/proc/self/cmdline"])).text == "cat\0/proc/self/cmdline\0")
  }

  @Test func `is the environment asked for, else ours`() throws {
    var request = Spawn("/usr/bin/env")
    request.environment = ["A=1", "B=x y"]
    #expect(try output(of: request).text == "A=1\nB=x y\n")
    var none = Spawn("/usr/bin/env")
    none.environment = []
    #expect(try output(of: none).text == "")
    let path = String(cString: try #require(getenv("PATH")))
    #expect(try output(of: Spawn("/usr/bin/env")).text.contains("PATH=\(path)\n"))
  }

  @Test func `is its folder`() throws {
    var request = Spawn("/bin/pwd")
    request.directory = "/usr/bin"
    #expect(try output(of: request).text == "/usr/bin\n")
  }

  @Test func `is a session of its own when asked`() throws {
    for wanted in [true, false] {
      var request = shell("cut -d' ' -f1,6 /proc/$$/stat")
      request.newSession = wanted
      let numbers = try output(of: request).text.split(whereSeparator: \.isWhitespace)
      #expect((numbers.first == numbers.last) == wanted)
    }
  }

  @Test func `is no descriptor but 0, 1 and 2`() async {
    await #expect(processExitsWith: .success) {
      // One that was made without close-on-exec, as by a careless library.
      let leaky = open("/dev/null", O_RDONLY)
      #expect(leaky > 2)
      // `ls` itself opens the folder, as 3.
      let text = try output(of: Spawn("/bin/ls", ["/proc/self/fd"])).text
      #expect(text == "0\n1\n2\n3\n")
    }
  }

  @Test func `is every signal at its default and none held back`() async {
    await #expect(processExitsWith: .success) {
      Signal.ignoreBrokenPipe()
      Signal.block([.terminate, .user1])
      let lines = try output(of: Spawn("/bin/grep", ["-E", "Sig(Blk|Ign)", "/proc/self/status"])).text
      let masks = lines.split(separator: "\n").map { UInt64($0.split(separator: "\t")[1], radix: 16)! }
      // 32 and 33 are the C library's own: posix_spawn(3), which started this process, has them ignored.
      #expect(masks.map { $0 & ~(0b11 << 31) } == [0, 0])
    }
  }
}
