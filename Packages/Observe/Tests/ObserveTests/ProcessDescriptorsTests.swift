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
    // In a process of its own: here other tests open and close theirs.
    await #expect(processExitsWith: .success) {
      var descriptors = try ProcessDescriptors(of: getpid())
      let before = descriptors.count()
      #expect(before == descriptors.look().count)
      let pipe = try Pipe()
      #expect(descriptors.count() == before + 2)
      _ = pipe.readEnd.rawValue
    }
  }

  @Test func `rise, and each is there once`() throws {
    var descriptors = try ProcessDescriptors(of: getpid())
    let numbers = descriptors.look().map(\.number)
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func `are none after its end`() throws {
    let input = try Pipe()
    var request = Spawn(try #require(Spawn.search("cat")))
    request.standard.input = input.readEnd.rawValue
    var child = try ChildProcess(request)
    var descriptors = try ProcessDescriptors(of: child.pid)
    // Not at once: it still loads its libraries.
    let settled = eventually { descriptors.look().count == 3 ? true : nil }
    #expect(settled == true)
    #expect(descriptors.look().map(\.number) == [0, 1, 2])
    child.send(.kill)
    _ = child.wait()
    #expect(descriptors.look() == [])
    let pid = child.pid
    #expect(throws: Errno.noSuchFile) { _ = try ProcessDescriptors(of: pid) }
  }
}
