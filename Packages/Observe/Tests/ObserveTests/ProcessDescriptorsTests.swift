import Glibc
import SocketKit
import Testing

import Observe

@Suite struct `The descriptors of a process` {
  @Test func `show a pipe's two ends with one inode, while they are open`() throws {
    var descriptors = try ProcessDescriptors(of: getpid())
    let pipe = try Pipe()
    let (first, second) = (pipe.readEnd.rawValue, pipe.writeEnd.rawValue)
    let open = descriptors.look().filter { $0.number == first || $0.number == second }
    #expect(open.count == 2)
    guard case .pipe(let inode) = open.first?.target else {
      Issue.record("no pipe")
      return
    }
    #expect(open.last?.target == .pipe(inode: inode))
    _ = consume pipe
    #expect(!descriptors.look().contains { $0.target == .pipe(inode: inode) })
  }

  @Test func `are as many as a look finds`() async {
    // In a process of its own: here other tests open and close theirs. There the runtime may, until two looks are alike.
    await #expect(processExitsWith: .success) {
      var descriptors = try ProcessDescriptors(of: getpid())
      let pipes = try (0 ..< 5).map { _ in try Pipe().intoReadEnd().release() }
      var (before, count) = (-1, 0)
      repeat {
        before = descriptors.look().count
        count = descriptors.count()
      } while descriptors.look().count != before
      #expect(count == before && count > pipes.count)
    }
  }

  @Test func `rise, and each is there once`() throws {
    var descriptors = try ProcessDescriptors(of: getpid())
    let numbers = descriptors.look().map(\.number)
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func `are none after its end`() throws {
    let input = try Pipe()
    let output = try Pipe()
    var request = Spawn(try #require(Spawn.search("cat")))
    request.standard.input = input.readEnd.rawValue
    request.standard.output = output.writeEnd.rawValue
    var child = try ChildProcess(request)
    var descriptors = try ProcessDescriptors(of: child.pid)
    // Once it hands something on, it has loaded its libraries.
    try input.writeEnd.writeAll(Array("x".utf8).span.bytes)
    #expect(try output.readEnd.waitUntilReadable())
    #expect(descriptors.look().map(\.number) == [0, 1, 2])
    child.send(.kill)
    _ = child.wait()
    #expect(descriptors.look() == [])
    let pid = child.pid
    #expect(throws: Errno.noSuchFile) { _ = try ProcessDescriptors(of: pid) }
  }
}
