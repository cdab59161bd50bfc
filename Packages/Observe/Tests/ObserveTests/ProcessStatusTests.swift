import Glibc
import SocketKit
import Testing

@testable import Observe

@Suite struct `The status of a process` {
  @Test func `tells its threads and its memory`() throws {
    let status = try ProcessStatus(of: getpid())
    #expect(status.threads >= 1)
    #expect(status.residentOctets > 1 << 20)
  }

  @Test func `is read by the names of its lines`() {
    let text = "Name:\tVmRSS: 7\nVmPeak:\t  9 kB\nVmRSS:\t     12 kB\nThreads:\t3\nnonvoluntary_ctxt_switches:\t1\n"
    let status = ProcessStatus(Array(text.utf8))
    #expect(status.threads == 3)
    #expect(status.residentOctets == 12 * 1024)
  }

  @Test(arguments: ["", "\n\n", "Threads:", "Threads: x\nVmRSS: 99999999999999999999 kB", "VmRSS:\t \u{FFFD}"])
  func `of a text that says nothing is nothing`(_ text: String) {
    let status = ProcessStatus(Array(text.utf8))
    #expect(status.threads == 0)
    #expect(status.residentOctets == 0)
  }

  @Test func `that is not there is an error`() {
    #expect(throws: Errno.noSuchFile) { _ = try ProcessStatus(of: 0) }
  }
}
