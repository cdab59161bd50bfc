import Testing

@testable import Observe

@Suite struct `Threads under strace` {
  private func read(_ lines: String...) -> [TracedEvent] {
    var reader = StraceReader()
    return lines.flatMap { reader.read(Array($0.utf8)) }
  }

  private func calls(_ events: [TracedEvent]) -> [TracedCall] {
    events.compactMap { if case .call(let call) = $0 { call } else { nil } }
  }

  @Test func `have the halves of their calls joined, from the entry on`() {
    let found = calls(
      read(
        "10 1.000000001 read(3<pipe:[1]>,  <unfinished ...>", "11 1.5 write(1<pipe:[1]>, \"a) = 9\", 6) = 6 <0.1>",
        "10 2.0 <... read resumed>\"a\", 10) = 1 <0.999>"))
    #expect(found.map(\.name) == ["write", "read"])
    #expect(found.last?.arguments == "\"a\", 10")
    #expect(found.last?.enteredNanoseconds == 1_000_000_001)
    #expect(found.last?.durationNanoseconds == 999_000_000)
  }

  @Test func `belong to the process that made them`() {
    let found = calls(
      read(
        "10 1.0 clone3({flags=CLONE_VM|CLONE_FILES|CLONE_THREAD, child_tid=0x7f} => {parent_tid=[11]}, 88) = 11 <0.1>",
        "11 1.1 clone(child_stack=NULL, flags=CLONE_THREAD|SIGCHLD) = 12 <0.1>", "12 1.2 close(3) = 0 <0.1>",
        "12 1.3 clone(child_stack=NULL, flags=SIGCHLD) = 13 <0.1>", "13 1.4 close(3) = 0 <0.1>"))
    #expect(found.map(\.process) == [10, 10, 10, 10, 13])
    #expect(found.map(\.thread) == [10, 11, 12, 12, 13])
  }

  @Test func `do so also when they show before the call that made them returns`() {
    let found = calls(
      read(
        "10 1.0 clone3({flags=CLONE_VM|CLONE_THREAD, child_tid=0x7f} <unfinished ...>", "11 1.1 close(3) = 0 <0.1>",
        "10 1.2 <... clone3 resumed> => {parent_tid=[11]}, 88) = 11 <0.2>",
        "10 1.3 vfork( <unfinished ...>", "12 1.4 close(3) = 0 <0.1>", "10 1.5 <... vfork resumed>) = 12 <0.2>"))
    #expect(found.map(\.name) == ["close", "clone3", "close", "vfork"])
    #expect(found.map(\.process) == [10, 10, 12, 10])
  }

  @Test func `and processes are who was begun first, where several are in the midst of it`() {
    let found = calls(
      read(
        "20 0.9 close(3) = 0 <0.1>", "10 1.0 fork( <unfinished ...>",
        "20 1.0 clone3({flags=CLONE_VM|CLONE_THREAD} <unfinished ...>",
        "11 1.1 close(3) = 0 <0.1>", "21 1.1 close(3) = 0 <0.1>", "30 1.2 close(3) = 0 <0.1>"))
    #expect(found.map(\.process) == [20, 11, 20, 30])
  }

  @Test func `are nobody's when the call that might have made them is over`() {
    let found = calls(
      read(
        "10 1.0 clone3({flags=CLONE_THREAD} <unfinished ...>", "10 1.1 <... clone3 resumed>) = -1 EAGAIN (No) <0.1>",
        "11 1.2 close(3) = 0 <0.1>"))
    #expect(found.map(\.process) == [10, 11])
  }

  @Test func `have no call of halves that do not belong together`() {
    #expect(read("10 1.0 read(3,  <unfinished ...>", "10 1.1 <... write resumed>\"a\", 1) = 1 <0.1>") == [])
  }

  @Test func `tell of a process's end, and not of a thread's`() {
    let found = read(
      "10 1.0 clone(child_stack=NULL, flags=CLONE_THREAD) = 11 <0.1>", "11 1.5 +++ exited with 0 +++",
      "10 1.6 +++ exited with 3 +++", "12 1.7 +++ killed by SIGSEGV (core dumped) +++")
    #expect(
      found.dropFirst() == [
        .end(TracedEnd(cause: .exited(3), nanoseconds: 1_600_000_000, process: 10)),
        .end(TracedEnd(cause: .killed("SIGSEGV"), nanoseconds: 1_700_000_000, process: 12)),
      ])
  }

  @Test func `that are killed in a call have made it, without a result`() {
    let found = read("10 1.0 accept(3<TCP:[0.0.0.0:80]>,  <unfinished ...>", "10 1.6 +++ killed by SIGKILL +++")
    #expect(calls(found).map(\.name) == ["accept"])
    #expect(calls(found).first?.result == nil)
    #expect(found.count == 2)
    let told = read(
      "10 1.0 accept(3<TCP:[0.0.0.0:80]>,  <unfinished ...>", "10 1.6 <... accept resumed> <unfinished ...>) = ?")
    #expect(calls(told).first?.arguments == "")
  }

  @Test func `take over the number of a process in which they execute a program`() {
    let found = calls(
      read(
        "10 1.0 clone(child_stack=NULL, flags=CLONE_THREAD) = 11 <0.1>",
        "11 1.1 execve(\"/bin/true\", [\"true\"] <unfinished ...>", "10 1.2 +++ superseded by execve in pid 11 +++",
        "10 1.3 <... execve resumed>, 0x1 /* 2 vars */) = 0 <0.1>", "11 1.4 close(3) = 0 <0.1>"))
    #expect(found[1].arguments == "\"/bin/true\", [\"true\"], 0x1 /* 2 vars */")
    // And its own may be another process's.
    #expect(found.map(\.process) == [10, 10, 11])
  }

  @Test func `get signals`() {
    #expect(
      read("10 1.0 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_KILLED, si_pid=11} ---")
        == [.signal(TracedSignal(name: "SIGCHLD", nanoseconds: 1_000_000_000, process: 10))])
  }

  @Test func `beyond the most that are kept lose their cut calls alone`() {
    var reader = StraceReader()
    for thread in 1 ... StraceReader.threadsMax + 1 {
      _ = reader.read(Array("\(thread) 1.0 read(3<pipe:[1]>,  <unfinished ...>".utf8))
    }
    let last = StraceReader.threadsMax + 1
    #expect(reader.read(Array("\(last) 1.1 <... read resumed>\"\", 1) = 0 <0.1>".utf8)) == [])
    // One that is kept may be in another call by now.
    _ = reader.read(Array("2 1.1 write(3<pipe:[1]>,  <unfinished ...>".utf8))
    #expect(reader.read(Array("2 1.2 <... write resumed>\"\", 1) = 0 <0.1>".utf8)).count == 1)
    #expect(reader.read(Array("1 1.1 <... read resumed>\"\", 1) = 0 <0.1>".utf8)).count == 1)
    #expect(reader.read(Array("\(last) 1.2 close(3) = 0 <0.1>".utf8)).count == 1)
  }

  @Test func `beyond the most that are kept count as processes`() {
    var reader = StraceReader()
    for thread in 1 ... StraceReader.threadsMax { _ = reader.read(Array("\(thread) 1.0 close(3) = 0 <0.1>".utf8)) }
    let last = StraceReader.threadsMax + 1
    _ = reader.read(Array("1 1.1 clone(child_stack=NULL, flags=CLONE_THREAD) = \(last) <0.1>".utf8))
    #expect(reader.read(Array("\(last) 1.2 close(3) = 0 <0.1>".utf8)).first?.process == Int32(last))
  }
}
