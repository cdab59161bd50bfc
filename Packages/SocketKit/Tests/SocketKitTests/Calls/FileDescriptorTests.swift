import Glibc
import SocketKit
import Testing

@Suite struct `One owner of a descriptor` {
  @Test func `it closes once at the end of its scope`() async {
    await #expect(processExitsWith: .success) {
      var number: CInt = -1
      let calls = try CallLog.of {
        let file = try FileDescriptor.open("/dev/null", .read)
        number = file.rawValue
      }
      let closes = calls.filter { $0.name.description == "close" && $0.descriptor == number }
      #expect(closes.count == 1)
      #expect(closes.first?.result == 0)
    }
  }

  @Test func `a close by hand is the only one`() async {
    await #expect(processExitsWith: .success) {
      let calls = try CallLog.of {
        let file = try FileDescriptor.open("/dev/null", .read)
        try file.close()
      }
      #expect(calls.filter { $0.name.description == "close" }.count == 1)
    }
  }

  @Test func `a number given up stays open`() async {
    await #expect(processExitsWith: .success) {
      var number: CInt = -1
      let calls = try CallLog.of { number = try FileDescriptor.open("/dev/null", .read).release() }
      #expect(!calls.contains { $0.name.description == "close" })
      #expect(fcntl(number, F_GETFD, 0) >= 0)
      let closed = close(number)
      #expect(closed == 0)
    }
  }

  @Test func `a close that fails says so, once`() async {
    await #expect(processExitsWith: .success) {
      let calls = try CallLog.of {
        let file = try FileDescriptor.open("/dev/null", .read)
        close(file.rawValue)
        do throws(Errno) {
          try file.close()
          Issue.record("closed what is closed")
        } catch {
          #expect(error == Errno(rawValue: EBADF))
        }
      }
      let closes = calls.filter { $0.name.description == "close" }
      #expect(closes.count == 1)
      #expect(closes.first?.error == Errno(rawValue: EBADF))
    }
  }

  @Test func `nothing that is opened here outlives an exec`() throws {
    let file = try FileDescriptor.open("/dev/null", .read)
    let copy = try file.duplicate()
    let pipe = try Pipe()
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let client = try StreamSocket.connected(to: listener)
    let server = try listener.nextConnection()
    var child = try ChildProcess(Spawn("/bin/true"))
    let numbers = [
      file.rawValue, copy.rawValue, pipe.readEnd.rawValue, pipe.writeEnd.rawValue, listener.descriptor.rawValue,
      client.descriptor.rawValue, server.descriptor.rawValue, child.descriptor.rawValue,
    ]
    for number in numbers { #expect(fcntl(number, F_GETFD, 0) & FD_CLOEXEC != 0) }
    _ = child.wait()
  }

  @Test func `a duplicate is the same open file and lives on alone`() throws {
    let pipe = try Pipe()
    let second = try pipe.writeEnd.duplicate()
    let number = pipe.writeEnd.rawValue
    #expect(second.rawValue != number)
    let readEnd = pipe.intoReadEnd()
    _ = try second.write("still")
    #expect(try readEnd.found() == .text("still"))
    try second.close()
    #expect(try readEnd.found() == .endOfStream)
  }
}
