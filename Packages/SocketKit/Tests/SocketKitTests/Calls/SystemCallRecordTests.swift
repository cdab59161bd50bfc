import Glibc
import SocketKit
import Testing

@Suite struct `The recorder of calls` {
  @Test func `shows name, descriptor, arguments, result and times of a call`() async {
    await #expect(processExitsWith: .success) {
      let pipe = try Pipe()
      let before = Timestamp.monotonicNow
      let calls = try CallLog.of { _ = try pipe.writeEnd.write("five!") }
      let after = Timestamp.monotonicNow
      try #require(calls.count == 1)
      let call = calls[0]
      #expect(call.name.description == "write")
      #expect(call.descriptor == pipe.writeEnd.rawValue)
      #expect(call.arguments == "5 octets")
      #expect(call.result == 5)
      #expect(call.error == nil)
      #expect(before <= call.entered.monotonicNanoseconds)
      #expect(call.entered.monotonicNanoseconds <= call.returnedNanoseconds)
      #expect(call.returnedNanoseconds <= after)
    }
  }

  @Test func `shows a failed call with its error`() async {
    await #expect(processExitsWith: .success) {
      let calls = CallLog.of { _ = try? FileDescriptor.contents(of: "/no/such/file", limit: 1) }
      try #require(calls.count == 1)
      #expect(calls[0].name.description == "openat")
      #expect(calls[0].arguments == "/no/such/file")
      #expect(calls[0].result == -1)
      #expect(calls[0].error == .noSuchFile)
    }
  }

  @Test func `shows nothing after it is taken away`() async {
    await #expect(processExitsWith: .success) {
      let pipe = try Pipe()
      let log = try CallLog.of { _ = try pipe.writeEnd.write("seen") }
      _ = try pipe.writeEnd.write("unseen")
      #expect(log.count == 1)
      let later = CallLog.of {}
      #expect(later.isEmpty)
    }
  }

  @Test func `shows a connection's calls in their order`() async {
    await #expect(processExitsWith: .success) {
      let calls = try CallLog.of {
        let pair = try LoopbackPair()
        _ = try pair.client.write("hi")
        #expect(try pair.server.next() == .text("hi"))
        try pair.client.shutdown(.writing)
      }
      let names = calls.map(\.name.description).filter { $0 != "poll" }
      #expect(
        names == [
          "socket", "setsockopt", "bind", "listen", "getsockname", "socket", "connect", "getsockopt", "accept4",
          "close", "send", "recv", "shutdown", "close", "close",
        ])
      let connect = try #require(calls.first { $0.name.description == "connect" })
      #expect(connect.error == .inProgress)
      let accept = try #require(calls.first { $0.name.description == "accept4" })
      #expect(accept.arguments.hasPrefix("127.0.0.1:"))
      let moments = calls.map(\.entered.monotonicNanoseconds)
      #expect(moments == moments.sorted())
    }
  }
}
