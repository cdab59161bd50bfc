import Glibc
import SocketKit
import Testing

@Suite struct `When the parent is gone` {
  /// A fifo that lives as long as the test, by the number of the process that made it.
  private static func fifo(_ name: String, of process: CInt) -> String { "/tmp/socketkit-\(process)-\(name)" }

  /// A child of a child, which holds the fifo's writing end and would run forever.
  private static func startGrandchild(_ path: String, deathSignal: Signal?) throws {
    let end = try FileDescriptor.open(path, .write)
    var request = shell("echo $$; exec tail -f /dev/null 3>&1 >/dev/null")
    request.standard.output = end.rawValue
    request.deathSignal = deathSignal
    var child = try ChildProcess(request)
    // Not before it is there, else there would be nobody to kill.
    while try String(decoding: FileDescriptor.contents(of: "/proc/\(child.pid)/comm", limit: 64), as: UTF8.self)
      != "tail\n"
    {
      #expect(child.ending() == nil)
    }
    kill(getpid(), SIGKILL)
  }

  /// Runs a middle process that SIGKILL ends, and reads what its child writes.
  private static func afterKillOfTheMiddle(_ path: String, _ run: () async -> Void) async throws -> FileDescriptor {
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    // Nonblocking, since the writer comes later.
    let reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    #expect(reader >= 0)
    await run()
    return FileDescriptor(owning: reader)
  }

  @Test func `its child is too, even after SIGKILL`() async throws {
    let path = Self.fifo("dies", of: getpid())
    let reader = try await Self.afterKillOfTheMiddle(path) {
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
        try Self.startGrandchild(path, deathSignal: .kill)
      }
    }
    guard case .text(let number) = try reader.found(), let pid = CInt(number.dropLast()) else {
      return #expect(Bool(false), "no grandchild")
    }
    // Its end of the fifo closes with it.
    do throws(Errno) {
      try wait(until: .end, reader)
    } catch {
      kill(pid, SIGKILL)
      throw error
    }
    #expect(try reader.found() == .endOfStream)
  }

  @Test func `its child goes on when it was told to`() async throws {
    let path = Self.fifo("lives", of: getpid())
    let reader = try await Self.afterKillOfTheMiddle(path) {
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
        try Self.startGrandchild(path, deathSignal: nil)
      }
    }
    guard case .text(let number) = try reader.found(), let pid = CInt(number.dropLast()) else {
      return #expect(Bool(false), "no grandchild")
    }
    #expect(try reader.found() == .notReady)
    #expect(kill(pid, SIGKILL) == 0)
    try wait(until: .end, reader)
  }

  @Test(arguments: [.kill, .terminate, .hangup] as [Signal])
  func `a thread that ends takes the children it started along, by the signal it chose`(signal: Signal) throws {
    let pipe = try Pipe()
    let source = pipe.readEnd.rawValue
    let started = Started()
    try OwnThread.run {
      let end = try Pipe()
      var request = Spawn("/bin/cat")
      request.standard.input = source
      request.standard.output = end.writeEnd.rawValue
      request.deathSignal = signal
      // Its owner must not be what kills it.
      started.child = try ChildProcess(request)
    }
    var child = started.child.take()!
    try wait(until: .readable, child.descriptor)
    #expect(child.wait() == .signalled(signal))
    _ = try pipe.writeEnd.write("nobody")
  }
}

/// Handed from the thread that ended, which was joined before it is read.
private final class Started: @unchecked Sendable {
  var child: ChildProcess?
}
