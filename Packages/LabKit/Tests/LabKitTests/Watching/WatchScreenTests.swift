import SocketKit
import Testing

@testable import LabKit

private let client = SocketAddress("10.77.0.1:40000")!
private let server = SocketAddress("10.77.0.2:8080")!

private func change(
  _ host: String, _ local: SocketAddress, _ from: TCPSocketState?, _ to: TCPSocketState?, at time: Int64 = 0
) -> TimelineEvent {
  TimelineEvent(
    monotonicNanoseconds: time, realtimeNanoseconds: time, tool: "tcp-states", host: host,
    happening: .transition(
      StateChange(local: local, remote: local == client ? server : client, from: from, to: to)))
}

private func descriptor(_ number: Int, _ target: String, isOpen: Bool = true) -> TimelineEvent {
  TimelineEvent(
    monotonicNanoseconds: 0, realtimeNanoseconds: 0, tool: "echo-server", host: "server",
    happening: .descriptor(DescriptorChange(process: 7, number: number, target: target, isOpen: isOpen)))
}

private func scene(_ events: [TimelineEvent] = []) -> WatchScene {
  var scene = WatchScene(
    title: "echo", question: "What happens?", began: 0, hosts: [("client", []), ("server", [])])
  for event in events { scene.take(event) }
  return scene
}

private func passage(_ text: String, fromFirst: Bool = true, remarkable: Bool = false) -> WatchScene.Passage {
  WatchScene.Passage(time: 1_500_000, isFromFirst: fromFirst, text: text, isRemarkable: remarkable)
}

@Suite struct `A moment of a run, on a screen` {
  @Test(arguments: [(20, 5), (72, 12), (140, 30), (400, 100)])
  func `takes just the room it has`(_ size: (columns: Int, rows: Int)) {
    var full = scene(
      (0 ..< 50).map { descriptor($0, "socket:[\($0)]") } + [change("client", client, nil, .established)])
    for index in 0 ..< 300 { full.take(passage("segment \(index)")) }
    let lines = WatchScreen(columns: size.columns, rows: size.rows).lines(full, now: 2_000_000)
    #expect(lines.count == max(size.rows, 12))
    #expect(lines.allSatisfy { $0.count == max(size.columns, 72) })
  }

  @Test func `has a host's sockets with their state, and for how long`() throws {
    let events = [
      change("client", client, nil, .synSent), change("client", client, .synSent, .established, at: 4_000_000),
      change("server", server, nil, .established),
    ]
    let lines = WatchScreen(columns: 120, rows: 20).lines(scene(events), now: 11_000_000)
    let left = lines.map { $0.prefix { $0 != "│" } }
    let place = try #require(left.firstIndex { $0.hasPrefix("client") })
    #expect(left[place + 1].hasPrefix(" ESTABLISHED :40000 to :8080"))
    #expect(left[place + 1].hasSuffix(" 7"))
    #expect(left[place + 2].hasPrefix("server"))
  }

  @Test func `forgets a socket that is gone, and a tool without descriptors`() {
    let events = [
      change("client", client, nil, .established), change("client", client, .established, nil),
      descriptor(3, "socket:[1]"), descriptor(3, "socket:[1]", isOpen: false),
    ]
    #expect(scene(events).hosts[0].sockets == [])
    #expect(scene(events).holders == [])
  }

  @Test func `counts sockets by state where a line each has no room`() {
    let events = (0 ..< 40).map { index in
      change("client", SocketAddress("10.77.0.1:\(1000 + index)")!, nil, index < 30 ? .timeWait : .established)
    }
    let lines = WatchScreen(columns: 120, rows: 20).lines(scene(events), now: 0)
    #expect(
      lines.contains { $0.hasPrefix(" TIME_WAIT × 30 ") } && lines.contains { $0.hasPrefix(" ESTABLISHED × 10 ") })
  }

  @Test func `has the newest segment at the bottom of what it shows`() throws {
    var moment = scene()
    for index in 0 ..< 30 { moment.take(passage("segment \(index)", fromFirst: index.isMultiple(of: 2))) }
    moment.take(passage("again", remarkable: true))
    let lines = WatchScreen(columns: 120, rows: 20).lines(moment, now: 0)
    #expect(lines.last?.contains("1.500 ──▶ ! again") == true)
    #expect(lines[lines.count - 2].contains("◀── segment 29"))
    #expect(!lines.contains { $0.contains("segment 13 ") } && lines.contains { $0.contains("segment 14 ") })
  }

  @Test func `lets nothing through that a terminal would act on`() {
    var moment = scene([descriptor(3, "/tmp/\u{1B}[2J")])
    moment.take(passage("a\u{1B}]0;b"))
    let text = WatchScreen(columns: 120, rows: 20).lines(moment, now: 0).joined()
    #expect(!text.contains("\u{1B}"))
  }
}
