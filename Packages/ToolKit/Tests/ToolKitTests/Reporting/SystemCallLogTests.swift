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
      let path = try Captured.file()
      _ = Tool.run(Sample.command, Sample(), [], environment: { $0 == "TCPLAB_SYSCALLS" ? path : nil }) {
        _, _, _ in
        // What else is open is the runner's; the log's own one is out of the way.
        let numbers = (0 ..< CInt(1024)).filter { leads($0, to: path) }
        #expect(numbers.count == 1 && numbers.allSatisfy { $0 >= 100 }, "\(numbers)")
        return .done
      }
      unlink(path)
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

/// Whether a descriptor of this process is of the file at this path.
private func leads(_ number: CInt, to path: String) -> Bool {
  var target = [CChar](repeating: 0, count: 4096)
  let count = readlink("/proc/self/fd/\(number)", &target, target.count)
  return count > 0 && target[..<count].map(UInt8.init(bitPattern:)) == Array(path.utf8)
}
