import Glibc
import SocketKit
import Testing

@Suite struct `A child's descriptors from 3 on` {
  @Test func `are what they are said to be, in their order`() throws {
    let first = try Pipe()
    let second = try Pipe()
    let third = try Pipe()
    var request = shell("echo three >&3; echo four >&4; echo five >&5")
    request.inherited = [third.writeEnd.rawValue, first.writeEnd.rawValue, second.writeEnd.rawValue]
    var child = try ChildProcess(request)
    #expect(child.wait() == .exited(0))
    #expect(try third.readEnd.next() == .text("three\n"))
    #expect(try first.readEnd.next() == .text("four\n"))
    #expect(try second.readEnd.next() == .text("five\n"))
  }

  @Test func `may be one and the same`() throws {
    let pipe = try Pipe()
    var request = shell("echo three >&3; echo four >&4")
    request.inherited = [pipe.writeEnd.rawValue, pipe.writeEnd.rawValue]
    var child = try ChildProcess(request)
    #expect(child.wait() == .exited(0))
    #expect(try pipe.readEnd.next() == .text("three\nfour\n"))
  }

  @Test func `may be our standard ones, and the standard ones any`() throws {
    let pipe = try Pipe()
    var request = shell("echo one; echo three >&3")
    request.standard.output = pipe.writeEnd.rawValue
    request.inherited = [pipe.writeEnd.rawValue, 0, 1, 2]
    var child = try ChildProcess(request)
    #expect(child.wait() == .exited(0))
    #expect(try pipe.readEnd.next() == .text("one\nthree\n"))
  }

  @Test func `are all that there are`() throws {
    let pipe = try Pipe()
    var request = Spawn("/bin/ls", ["/proc/self/fd"])
    request.inherited = [pipe.readEnd.rawValue, pipe.readEnd.rawValue]
    // The last one is ls's own, on the folder.
    #expect(try output(of: request).text == "0\n1\n2\n3\n4\n5\n")
  }

  @Test func `are as many as may be`() throws {
    var request = Spawn("/bin/ls", ["/proc/self/fd"])
    request.inherited = [CInt](repeating: 2, count: Spawn.mostInherited)
    #expect(try output(of: request).text.split(separator: "\n").count == 3 + Spawn.mostInherited + 1)
  }

  /// What a child writes that has our 3, 4 and 5 in this order, at each of ours; run where these numbers are free to use.
  private static func written(_ order: [CInt]) throws -> [Found] {
    let first = try Pipe()
    let second = try Pipe()
    let third = try Pipe()
    // Out of the way first: one of them may be at the place of another.
    let numbers = [first.writeEnd.rawValue, second.writeEnd.rawValue, third.writeEnd.rawValue]
    let writers = numbers.map { fcntl($0, F_DUPFD_CLOEXEC, 500) }
    let readers = [first.readEnd.rawValue, second.readEnd.rawValue, third.readEnd.rawValue].map {
      fcntl($0, F_DUPFD_CLOEXEC, 600)
    }
    for (writer, place) in zip(writers, 3 ... 5 as ClosedRange<CInt>) { dup2(writer, place) }
    var request = shell("echo 3 >&3; echo 4 >&4; echo 5 >&5")
    request.inherited = order
    var child = try ChildProcess(request)
    guard child.wait() == .exited(0) else { throw Errno.noChild }
    var found: [Found] = []
    for reader in readers {
      let end = FileDescriptor(owning: reader)
      try end.setNonblocking(true)
      found.append(try end.found())
    }
    return found
  }

  @Test(arguments: [[3, 4, 5], [4, 5, 3], [5, 3, 4], [4, 3, 5], [5, 4, 3], [3, 5, 4], [5, 5, 3]] as [[CInt]])
  func `may be ours in any order, in the same places`(order: [CInt]) async {
    await #expect(processExitsWith: .success) { [order = order as [CInt]] in
      let expected: [Found] = (3 ... 5 as ClosedRange<CInt>).map { ours in
        let lines = order.enumerated().filter { $0.element == ours }.map { "\($0.offset + 3)\n" }
        return lines.isEmpty ? .notReady : .text(lines.joined())
      }
      // In a process of its own, since the exit test talks to its parent by one of these numbers.
      let status = statusOfFork {
        let isRight = try? Self.written(order) == expected
        return isRight == true ? 0 : 1
      }
      #expect(status == 0)
    }
  }

  @Test func `must be open`() async {
    await #expect(processExitsWith: .success) {
      var failure: ChildProcess.SpawnError?
      var request = shell("exit 0")
      request.inherited = [0, CInt(DescriptorLimit.current.soft) - 1]
      do throws(ChildProcess.SpawnError) { _ = try ChildProcess(request) } catch { failure = error }
      #expect(failure == ChildProcess.SpawnError(step: "dup2", errno: .badDescriptor))
    }
  }

  @Test func `do not hide why it could not be started`() throws {
    let pipe = try Pipe()
    var request = Spawn("/no/such/program")
    request.inherited = [CInt](repeating: pipe.writeEnd.rawValue, count: Spawn.mostInherited)
    var failure: ChildProcess.SpawnError?
    do throws(ChildProcess.SpawnError) { _ = try ChildProcess(request) } catch { failure = error }
    #expect(failure == ChildProcess.SpawnError(step: "execve", errno: .noSuchFile))
  }

  @Test func `are numbers of descriptors, and not too many`() async {
    await #expect(processExitsWith: .failure) {
      var request = shell("exit 0")
      request.inherited = [-1]
      _ = try? ChildProcess(request)
    }
    await #expect(processExitsWith: .failure) {
      var request = shell("exit 0")
      request.inherited = [CInt](repeating: 0, count: Spawn.mostInherited + 1)
      _ = try? ChildProcess(request)
    }
  }
}
