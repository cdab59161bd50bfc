import Glibc
import SocketKit
import Testing

@testable import ToolKit

@Suite("While system calls are recorded") struct SystemCallLogTests {
  @Test func `each is one line with its moment, result and duration`() async {
    await #expect(processExitsWith: .exitCode(3)) {
      let path = try Captured.file()
      let status = Tool.run(Sample.command, Sample(), [], environment: { $0 == "TCPLAB_SYSCALLS" ? path : nil }) {
        _, _, _ in
        _ = try? FileDescriptor.open("/nowhere/at/all", .read)
        _ = try? FileDescriptor.open("/dev/null", .read).duplicate()
        return .done
      }
      #expect(status == .done)
      SystemCallRecord.install(nil)
      let lines = try FileDescriptor.contents(of: path, limit: 1 << 16).split(separator: UInt8(ascii: "\n"))
      unlink(path)
      let calls = try lines.map { try JSONValue.parse(Array($0)) }
      let callNames = calls.compactMap { $0["name"]?.text }
      #expect(callNames == ["openat", "openat", "fcntl", "close", "close"])
      let names = calls.map { $0.members?.map(\.name) ?? [] }
      let common = ["time", "mono_ns", "tool", "event", "name"]
      #expect(names.first == common + ["arguments", "result", "errno", "duration_us", "pid"])
      #expect(names.last == common + ["fd", "arguments", "result", "duration_us", "pid"])
      #expect(calls[0]["errno"] == .text("ENOENT") && calls[0]["result"] == .integer(-1))
      #expect(calls[0]["arguments"] == .text("/nowhere/at/all") && calls[0]["event"] == .text("syscall"))
      #expect(calls[2]["fd"] == calls[1]["result"])
      let moments = calls.compactMap { $0["mono_ns"]?.integer }
      #expect(moments == moments.sorted() && moments.count == calls.count)
      let durations = calls.compactMap { $0["duration_us"]?.decimal }
      #expect(durations.count == calls.count && !durations.contains { $0 < 0 })
      exit(3)
    }
  }

  @Test func `descriptors have the numbers they would have without`() async {
    await #expect(processExitsWith: .exitCode(3)) {
      let before = try lowestFreeNumber()
      _ = Tool.run(Sample.command, Sample(), [], environment: { $0 == "TCPLAB_SYSCALLS" ? "/dev/null" : nil }) {
        _, _, _ in
        let during = try? lowestFreeNumber()
        #expect(during == before)
        return .done
      }
      exit(3)
    }
  }

  @Test(arguments: ["/dev/full", "/nowhere/at/all"])
  func `a file that takes nothing is told once and does not stop the tool`(_ path: String) async {
    let result = await #expect(processExitsWith: .exitCode(3), observing: [\.standardErrorContent]) { [path] in
      let status = Tool.run(Sample.command, Sample(), [], environment: { $0 == "TCPLAB_SYSCALLS" ? path : nil }) {
        _, _, _ in
        for _ in 0 ..< 3 { _ = try? FileDescriptor.open("/dev/null", .read) }
        return .negative
      }
      exit(status == .negative ? 3 : 4)
    }
    let error = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(error.split(separator: "\n").count == 1)
    #expect(error.hasPrefix("sample: TCPLAB_SYSCALLS"))
  }
}

/// The lowest number that a descriptor gets, of several tries: the runner's own threads open and close files while they
/// start.
private func lowestFreeNumber() throws(Errno) -> CInt {
  var lowest = CInt.max
  for _ in 0 ..< 20 {
    lowest = min(lowest, try FileDescriptor.open("/dev/null", .read).rawValue)
    poll(nil, 0, 1)
  }
  return lowest
}
