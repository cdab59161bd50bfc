import SocketKit
import Testing
import ToolKit

@testable import LabKit

@Suite struct `The life of a descriptor` {
  private let peer = SocketAddress("10.77.0.1:40000")!

  private func lives(_ events: TimelineEvent...) -> [SocketLife] { SocketLife.all(in: events) }

  @Test func `goes from the call that made it to its close`() {
    let found = lives(
      .call("socket", result: 3), .call("connect", on: 3, "10.77.0.1:40000"), .call("close", on: 3),
      .call("socket", result: 3), .call("bind", on: 3, "0.0.0.0:80"))
    #expect(found.map(\.events) == [[0, 1, 2], [3, 4]])
    #expect(found.map(\.remote) == [peer, nil])
    #expect(found.map(\.local) == [nil, SocketAddress("0.0.0.0:80")])
  }

  @Test func `begins with an accept, which belongs to the listener too`() {
    let found = lives(
      .call("socket", result: 3), .call("accept4", on: 3, "10.77.0.1:40000", result: 7), .call("close", on: 7))
    #expect(found.map(\.events) == [[0, 1], [1, 2]])
    #expect(found.map(\.remote) == [nil, peer])
  }

  @Test func `is over at its close, also where a call that is not recorded gives the number again`() {
    #expect(lives(.call("read", on: 3), .call("close", on: 3), .call("read", on: 3)).map(\.events) == [[0, 1], [2]])
  }

  @Test func `begins anew where the number is given again without a close`() {
    let found = lives(
      .call("accept4", on: 3, "10.77.0.1:40000", result: 7), .call("accept4", on: 3, "10.77.0.1:40001", result: 7))
    #expect(found.map(\.events) == [[0, 1], [0], [1]])
  }

  @Test func `does not begin with a call that failed`() {
    #expect(lives(.call("accept4", on: 3, error: "EAGAIN")).map(\.events) == [[0]])
    #expect(lives(.call("socket", error: "EMFILE")).isEmpty)
  }

  @Test func `is one process's on one host`() {
    let found = lives(
      .call("read", on: 3), .call("read", on: 3, process: 101), .call("read", on: 3, host: "server"),
      .call("read", on: 3))
    #expect(found.map(\.events) == [[0, 3], [1], [2]])
  }

  @Test func `learns its ends from those who ask for them`() {
    let found = lives(
      .call("getsockname", on: 3, "10.77.0.2:80"), .call("getpeername", on: 3, "10.77.0.1:40000"),
      .call("getpeername", on: 3, "nonsense"))
    #expect(found.map(\.local) == [SocketAddress("10.77.0.2:80")])
    #expect(found.map(\.remote) == [peer])
  }

  @Test func `may have any number`() {
    let found = lives(
      .call("socket", result: .max), .call("socket", result: .min), .call("close", on: .min), .call("close", on: .max))
    #expect(found.map(\.events) == [[0, 3], [1, 2]])
  }
}

@Suite struct `A call that names its ends` {
  private let near = SocketAddress("10.77.0.2:80")!
  private let peers = [SocketAddress("10.77.0.1:40000")!, SocketAddress("10.77.0.1:40001")!]

  private func call(_ name: String, on descriptor: Int, of process: Int = 100, _ remote: SocketAddress? = nil)
    -> TimelineEvent
  {
    var event = TimelineEvent.call(name, on: descriptor, process: process)
    guard case .call(var call) = event.happening else { return event }
    (call.local, call.remote) = (near, remote)
    event.happening = .call(call)
    return event
  }

  @Test func `needs no other to say whose it is`() {
    let found = SocketLife.all(in: [call("read", on: 3, peers[0]), call("write", on: 3, of: 101, peers[0])])
    #expect(found.map(\.remote) == [peers[0], peers[0]])
    #expect(found.map(\.local) == [near, near])
  }

  @Test func `begins another life where the peer is another`() {
    let found = SocketLife.all(in: [call("read", on: 3, peers[0]), call("read", on: 3, peers[1])])
    #expect(found.map(\.events) == [[0], [1]])
  }

  @Test func `keeps its ends in a line of a timeline`() throws {
    let event = call("read", on: 3, peers[0])
    #expect(try TimelineEvent(line: Array(event.line.json.utf8)) == event)
  }

  @Test(arguments: ["accept", "accept4", "dup2", "socket"])
  func `begins with the call that gives the number`(_ name: String) {
    let found = SocketLife.all(in: [
      .call("write", on: 7), .call(name, on: 3, "10.77.0.1:40000", result: 7), .call("read", on: 7),
    ])
    #expect(found.map(\.events) == [[0], [1], [1, 2]])
    #expect(found.last?.remote == (name.hasPrefix("accept") ? peers[0] : nil))
  }
}
