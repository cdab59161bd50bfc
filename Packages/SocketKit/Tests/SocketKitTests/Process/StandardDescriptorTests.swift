import Glibc
import SocketKit
import Testing

@Suite struct `A child's descriptors 0, 1 and 2` {
  @Test func `are what they are said to be`() throws {
    let input = try Pipe()
    let out = try Pipe()
    let error = try Pipe()
    var request = shell("read line; echo \"out $line\"; echo \"err $line\" >&2")
    request.standard = (input.readEnd.rawValue, out.writeEnd.rawValue, error.writeEnd.rawValue)
    var child = try ChildProcess(request)
    _ = try input.writeEnd.write("word\n")
    #expect(try out.intoReadEnd().textToEnd() == "out word\n")
    #expect(try error.intoReadEnd().textToEnd() == "err word\n")
    #expect(child.wait() == .exited(0))
  }

  @Test func `may be one and the same`() throws {
    let pipe = try Pipe()
    var request = shell("echo a; echo b >&2; echo c")
    request.standard.output = pipe.writeEnd.rawValue
    request.standard.error = pipe.writeEnd.rawValue
    var child = try ChildProcess(request)
    #expect(try pipe.intoReadEnd().textToEnd() == "a\nb\nc\n")
    #expect(child.wait() == .exited(0))
  }

  /// Puts /dev/null at 0 and two pipes at 1 and 2 of this process.
  private static func rearrange(_ first: borrowing FileDescriptor, _ second: borrowing FileDescriptor) throws {
    Signal.ignoreBrokenPipe()  // the test's own report is still to come, and its reader is a pipe now
    let null = try FileDescriptor.open("/dev/null", .read)
    for (source, target) in [(null.rawValue, 0), (first.rawValue, 1), (second.rawValue, 2)] as [(CInt, CInt)] {
      #expect(dup2(source, target) == target)
    }
  }

  @Test func `may be ours with their places swapped`() async {
    await #expect(processExitsWith: .success) {
      let first = try Pipe()
      let second = try Pipe()
      try Self.rearrange(first.writeEnd, second.writeEnd)
      var request = shell("echo out; echo err >&2")
      request.standard = (nil, 2, 1)
      var child = try ChildProcess(request)
      #expect(child.wait() == .exited(0))
      #expect(try first.readEnd.next() == .text("err\n"))
      #expect(try second.readEnd.next() == .text("out\n"))
    }
  }

  @Test func `may go round in a circle`() async {
    await #expect(processExitsWith: .success) {
      let first = try Pipe()
      let second = try Pipe()
      try Self.rearrange(first.writeEnd, second.writeEnd)
      // Its 0 is our 1, its 1 our 2, its 2 our 0: /dev/null, which takes no writing.
      var request = shell("echo zero >&0; echo one; echo two >&2")
      request.standard = (1, 2, 0)
      var child = try ChildProcess(request)
      _ = child.wait()
      #expect(try first.readEnd.next() == .text("zero\n"))
      #expect(try second.readEnd.next() == .text("one\n"))
    }
  }

  @Test func `are set also where ours are closed`() async {
    await #expect(processExitsWith: .success) {
      let pipe = try Pipe()
      let number = pipe.writeEnd.rawValue
      for closed in [0, 1, 2] as [CInt] { close(closed) }
      var request = shell("echo out; echo err >&2")
      request.standard = (nil, number, number)
      var child = try ChildProcess(request)
      #expect(child.wait() == .exited(0))
      #expect(try pipe.readEnd.next() == .text("out\nerr\n"))
    }
  }

  @Test func `do not hide a failure where ours are closed`() async {
    await #expect(processExitsWith: .success) {
      let pipe = try Pipe()
      let number = pipe.writeEnd.rawValue
      for closed in [0, 1, 2] as [CInt] { close(closed) }
      var request = Spawn("/no/such/program")
      request.standard = (number, number, number)
      let failure: String?
      do throws(ChildProcess.SpawnError) {
        _ = try ChildProcess(request)
        failure = nil
      } catch {
        failure = error.description
      }
      #expect(failure == "execve: No such file or directory")
      try pipe.readEnd.setNonblocking(true)
      #expect(try pipe.readEnd.found() == .notReady)
    }
  }
}
