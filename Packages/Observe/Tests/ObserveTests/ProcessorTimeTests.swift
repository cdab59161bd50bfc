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
    #expect(eventually { (Self.tenths(pid) ?? 0) >= 1 ? true : nil } == true)
    let worker = try #require(CInt(String(decoding: try children().dropLast(), as: UTF8.self)))
    kill(worker, SIGKILL)
    #expect(try eventually { try children().isEmpty ? true : nil } == true)
    #expect((Self.tenths(pid) ?? 0) >= 1)
  }

  @Test func `is the sum of four fields, behind a name that may hold anything`() {
    let text = "7 (a) 1 2) S 1 7 7 0 -1 4194560 99 98 97 96 10 200 3000 40000 20 0 1 0 5\n"
    #expect(ProcessorTime.ticks(in: Array(text.utf8)) == 43_210)
  }

  @Test(arguments: [
    "", ")", "7 (a) S 1 2 3", "7 (a) S 1 7 7 0 -1 4194560 99 98 97 96 x -- 99999999999999999999 y 20 0",
  ])
  func `of a text that says nothing is nothing`(_ text: String) {
    #expect(ProcessorTime.ticks(in: Array(text.utf8)) == 0)
  }

  @Test func `of one that is not there is an error`() {
    #expect(throws: Errno.noSuchFile) { _ = try ProcessorTime(of: 0) }
  }
}
