import Glibc
import SocketKit
import Testing

@testable import Observe

@Suite struct `The processor time of a process` {
  private static func tenths(_ process: CInt) -> Int? {
    guard let time = try? ProcessorTime(of: process) else { return nil }
    return Int(time.duration / .milliseconds(100))
  }

  @Test func `grows while it works`() throws {
    let before = try ProcessorTime(of: getpid()).duration
    #expect(eventually { (try? ProcessorTime(of: getpid()).duration).map { $0 > before } == true ? true : nil } == true)
  }

  @Test func `counts what its children work, while they live and after they were waited for`() throws {
    let input = try Pipe()
    var spawn = Spawn("/bin/sh", ["-c", "while :; do :; done & wait; read line"])
    spawn.standard.input = input.readEnd.rawValue
    var parent = try ChildProcess(spawn)
    defer {
      parent.send(.kill)
      _ = parent.wait()
    }
    let pid = parent.pid
    func children() throws -> [UInt8] {
      try FileDescriptor.contents(of: "/proc/\(pid)/task/\(pid)/children", limit: 100)
    }
    // More than is asked for below: of children that were waited for only whole ticks are told.
    #expect(eventually { (Self.tenths(pid) ?? 0) >= 2 ? true : nil } == true)
    let worker = try #require(CInt(String(decoding: try children().dropLast(), as: UTF8.self)))
    kill(worker, SIGKILL)
    #expect(try eventually { try children().isEmpty ? true : nil } == true)
    #expect((Self.tenths(pid) ?? 0) >= 1)
  }

  @Test func `of threads that live is finer than a tick`() throws {
    // Not of this process: threads of it have ended, and of those only ticks are told.
    var child = try ChildProcess(Spawn("/bin/sh", ["-c", "while :; do :; done"]))
    defer {
      child.send(.kill)
      _ = child.wait()
    }
    let pid = child.pid
    let used = eventually { () -> Duration? in
      guard let duration = try? ProcessorTime(of: pid).duration else { return nil }
      return duration > .zero ? duration : nil
    }
    #expect(used.map { Int64($0 / .nanoseconds(1)) % 10_000_000 != 0 } == true)
  }

  @Test func `is the sum of two fields and of two, behind a name that may hold anything`() {
    let text = "7 (a) 1 2) S 1 7 7 0 -1 4194560 99 98 97 96 10 200 3000 40000 20 0 1 0 5\n"
    #expect(ProcessorTime.ticks(in: Array(text.utf8)) == (210, 43_000))
  }

  @Test(arguments: [
    "", ")", "7 (a) S 1 2 3", "7 (a) S 1 7 7 0 -1 4194560 99 98 97 96 x -- 99999999999999999999 y 20 0",
  ])
  func `of a text that says nothing is nothing`(_ text: String) {
    #expect(ProcessorTime.ticks(in: Array(text.utf8)) == (0, 0))
  }

  @Test(
    arguments: [
      ("12 345 67", 10, [12, 345, 67]), ("12 345 67", 9, [12, 345]), ("12 345 ", 7, [12, 345]), ("12345", 5, []),
      ("", 5, []), ("", 0, []),
    ] as [(String, Int, [CInt])])
  func `is that of no process whose number was cut`(_ text: String, _ limit: Int, _ processes: [CInt]) {
    #expect(ProcessorTime.processes(in: Array(text.utf8), limit: limit) == processes)
  }

  @Test func `of one that is not there is an error`() {
    #expect(throws: Errno.noSuchFile) { _ = try ProcessorTime(of: 0) }
  }
}
