import Glibc
import SocketKit
import Testing

@Suite struct `Counters that processes share` {
  /// What another process would have.
  private static func second(_ counters: borrowing SharedCounters) throws(Errno) -> SharedCounters {
    try SharedCounters(mapping: try counters.descriptor.duplicate())
  }

  @Test func `begin at 0 and keep what was written, each in its place`() throws {
    let ours = try SharedCounters()
    let theirs = try Self.second(ours)
    for place in 0 ..< SharedCounters.count { #expect(theirs[place] == 0) }
    for (place, value) in [1, -1, .max, .min, 5, 6, 7, 8].enumerated() { theirs[place] = value }
    for (place, value) in [1, -1, .max, .min, 5, 6, 7, 8].enumerated() { #expect(ours[place] == value) }
  }

  @Test func `are each pair's own`() throws {
    let one = try SharedCounters()
    let other = try SharedCounters()
    one[0] = 1
    #expect(other[0] == 0)
  }

  @Test func `outlive the other side's memory`() throws {
    let ours = try SharedCounters()
    do {
      let theirs = try Self.second(ours)
      theirs[3] = 4
    }
    #expect(ours[3] == 4)
  }

  @Test func `keep what a process wrote that SIGKILL ended`() async {
    await #expect(processExitsWith: .success) {
      let counters = try SharedCounters()
      let status = statusOfFork {
        counters[7] = 42
        kill(getpid(), SIGKILL)
        return 0
      }
      #expect(status == nil)
      #expect(counters[7] == 42)
    }
  }

  @Test func `cannot be made shorter or longer under us`() throws {
    let counters = try SharedCounters()
    for length in [0, 63, 65, 1 << 20] {
      #expect(ftruncate(counters.descriptor.rawValue, length) == -1)
      #expect(Errno.last == .notPermitted)
    }
    counters[0] = 1
  }

  @Test func `are not a file of the same length, which stays as it is`() throws {
    var template = Array("/tmp/socketkit-counters-XXXXXX".utf8CString)
    let number = mkstemp(&template)
    unlink(template)
    let file = FileDescriptor(owning: number)
    _ = try file.write(String(repeating: "x", count: 64))
    lseek(number, 5, SEEK_SET)
    #expect(throws: Errno.invalidArgument) { try SharedCounters.expect(at: number) }
    #expect(lseek(number, 0, SEEK_CUR) == 5)
    #expect(fcntl(number, F_GETFD, 0) >= 0)
    #expect(throws: Errno.invalidArgument) { _ = try SharedCounters(mapping: try file.duplicate()) }
  }

  @Test(arguments: [0, 1, 63, 65, 4096])
  func `are not memory of another length, which would end us by SIGBUS`(length: Int) throws {
    // memfd_create(2), which Glibc's module lacks; MFD_ALLOW_SEALING.
    typealias Create = @convention(c) (UnsafePointer<CChar>, CUnsignedInt) -> CInt
    let create = unsafeBitCast(dlsym(nil, "memfd_create"), to: Create.self)
    let memory = FileDescriptor(owning: create("other", 2))
    #expect(ftruncate(memory.rawValue, length) == 0)
    #expect(throws: Errno.invalidArgument) { try SharedCounters.expect(at: memory.rawValue) }
    // F_ADD_SEALS, the same seals as ours: then the length alone tells.
    #expect(fcntl(memory.rawValue, 1033, 7) == 0)
    #expect(throws: Errno.invalidArgument) { try SharedCounters.expect(at: memory.rawValue) }
  }

  @Test func `are not what is no file, or closed`() throws {
    let pipe = try Pipe()
    #expect(throws: Errno.invalidArgument) { try SharedCounters.expect(at: pipe.readEnd.rawValue) }
    #expect(throws: Errno.badDescriptor) { try SharedCounters.expect(at: CInt(DescriptorLimit.current.soft) - 1) }
  }

  @Test(arguments: [-1, SharedCounters.count])
  func `are no more than they are`(place: Int) async {
    await #expect(processExitsWith: .failure) { [place = place as Int] in
      _ = try SharedCounters()[place]
    }
  }
}
