import Glibc
import SocketKit
import Testing

/// What the signal handler writes to; a handler may capture nothing.
nonisolated(unsafe) private var toReader: CInt = -1
nonisolated(unsafe) private var interruptions: CInt = 0

@Suite struct `A system call` {
  /// Fails with EINTR so often, then succeeds.
  private static func interrupted(_ times: Int) throws(Errno) -> (result: Int, attempts: Int) {
    var attempts = 0
    let result = try SystemCall.run("read", "") { () -> Int in
      attempts += 1
      guard attempts <= times else { return 42 }
      errno = EINTR
      return -1
    }
    return (result, attempts)
  }

  @Test(arguments: [0, 1, 7])
  func `is made again for each EINTR`(times: Int) throws {
    let (result, attempts) = try Self.interrupted(times)
    #expect(result == 42)
    #expect(attempts == times + 1)
  }

  @Test func `is not made again for any other error`() {
    var attempts = 0
    #expect(throws: Errno.wouldBlock) {
      try SystemCall.run("read") { () -> Int in
        attempts += 1
        errno = EAGAIN
        return -1
      }
    }
    #expect(attempts == 1)
  }

  @Test func `may return a negative number that is no failure`() throws {
    let result: Int = try SystemCall.run("lseek") { -2 }
    #expect(result == -2)
  }

  @Test func `computes no arguments while nobody watches`() throws {
    var computed = false
    func arguments() -> String {
      computed = true
      return ""
    }
    _ = try SystemCall.run("read", arguments()) { 0 }
    #expect(!computed)
  }

  @Test func `outlives real signals, and each attempt is on record`() async {
    await #expect(processExitsWith: .success) {
      let pipe = try Pipe()
      let places = try Pipe()
      toReader = pipe.writeEnd.rawValue
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in
        interruptions += 1
        if interruptions == 3 { write(toReader, "x", 1) }
      }
      sigaction(SIGUSR1, &action, nil)  // without SA_RESTART
      let (source, place) = (pipe.readEnd.rawValue, places.writeEnd.rawValue)

      let calls = try CallLog.of {
        let reader = OwnThread {
          var octet: UInt8 = 0
          let name = Array(threadFolder().utf8)
          write(place, name, name.count)
          let count = try? SystemCall.run("read", on: source) { read(source, &octet, 1) }
          #expect(count == 1)
        }
        guard case .text(let folder) = try places.readEnd.found() else { return }
        for round in 1 ... 3 {
          // The kernel says when the thread waits in read(2), number 0 or 63 by architecture.
          while true {
            let call = try FileDescriptor.contents(of: folder + "/syscall", limit: 256)
            let words = String(decoding: call, as: UTF8.self).split(separator: " ")
            if words.count > 2, words[1] == "0x" + String(source, radix: 16), interruptions == round - 1 { break }
            sched_yield()
          }
          reader.send(SIGUSR1)
          while interruptions < round { sched_yield() }
        }
        reader.join()
      }
      let reads = calls.filter { $0.name.description == "read" && $0.descriptor == source }
      #expect(reads.map(\.error) == [.interrupted, .interrupted, .interrupted, nil])
      #expect(reads.map(\.result) == [-1, -1, -1, 1])
    }
  }
}

/// The calling thread's folder in /proc.
private func threadFolder() -> String {
  var text = [CChar](repeating: 0, count: 64)
  readlink("/proc/thread-self", &text, 63)
  return "/proc/" + String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
