import Glibc
import SocketKit
import Testing

@Suite struct `The CPUs of a thread` {
  private static func list() throws -> [Int] {
    let octets = try FileDescriptor.contents(of: "/proc/thread-self/status", limit: 8192)
    let status = String(decoding: octets, as: UTF8.self)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") })
    return line.split(separator: "\t")[1].split(separator: ",").flatMap { range in
      let ends = range.split(separator: "-").compactMap { Int($0) }
      return Array(ends[0] ... ends[ends.count - 1])
    }
  }

  @Test func `are counted as the kernel lists them`() throws {
    #expect(try Processors.allowed == Self.list().count)
  }

  @Test func `become one, by its place among the allowed, counted round`() throws {
    let all = try Self.list()
    for place in [0, 1, all.count - 1, all.count, 3 * all.count + 1] {
      try OwnThread.run {
        try Processors.pin(to: place)
        #expect(try Self.list() == [all[place % all.count]])
        #expect(Processors.allowed == 1)
        // Whoever is on one CPU stays there.
        try Processors.pin(to: 5)
        #expect(try Self.list() == [all[place % all.count]])
      }
    }
  }
}
