import PacketCodec
import SocketKit
import Testing
import ToolKit

@testable import LabKit

private let script = Script([
  .syn, .synAck, .ack, .data("hello", from: .client), .data("world", from: .client).at(6),
  .ack(from: .server).acknowledging(6), .data("world", from: .client).at(6), .ack(from: .server),
  .ack(from: .server), .ack(from: .server).window(0), .fin(from: .client),
])

private func graphs(_ events: [TimelineEvent] = []) -> ConnectionGraphs {
  ConnectionGraphs(script.conversation, .toServer, in: Timeline(merging: script.events + events))
}

private func bar(_ x: Double, _ from: Double, _ to: Double, _ isPushed: Bool = false) -> Graph.Mark {
  .bar(x: x, from: from, to: to, isPushed: isPushed)
}

@Suite struct `A time-sequence graph` {
  private let graph = graphs().timeSequence

  @Test func `has each segment under what it is`() {
    #expect(graph.marks(.data) == [bar(0.0003, 1, 6, true), bar(0.0004, 6, 11, true)])
    #expect(graph.marks(.retransmission) == [bar(0.0006, 6, 11, true)])
    #expect(graph.marks(.control) == [bar(0, 0, 1), bar(0.001, 11, 12)])
    #expect(graph.marks(.outOfOrder) == [])
  }

  @Test func `has what was acknowledged, what was allowed, and what is remarkable about the answers`() {
    guard case .stairs(let places) = graph.marks(.acknowledgment).first else { return #expect(Bool(false)) }
    #expect(places.map(\.y) == [1, 6, 11, 11, 11])
    guard case .stairs(let ends) = graph.marks(.window).first else { return #expect(Bool(false)) }
    #expect(ends.map(\.y) == [65536, 65541, 65546, 65546, 11])
    #expect(graph.marks(.duplicate) == [.point(Graph.Point(x: 0.0008, y: 11))])
    #expect(graph.marks(.zeroWindow) == [.point(Graph.Point(x: 0.0009, y: 11))])
  }

  @Test func `has no layer of nothing`() {
    #expect(!graph.layers.contains { $0.marks.isEmpty })
    #expect(
      graph.layers.map(\.kind) == [.window, .acknowledgment, .data, .control, .retransmission, .duplicate, .zeroWindow])
  }
}

@Suite struct `Rates of a connection` {
  @Test func `are octets a second, what was sent twice counted twice`() {
    func octets(_ kind: Graph.Kind) -> Double {
      guard case .stairs(let points) = graphs().throughput.marks(kind).first else { return -1 }
      return zip(points, points.dropFirst()).reduce(0) { $0 + $1.0.y * ($1.1.x - $1.0.x) }
    }
    #expect(abs(octets(.sent) - 15) < 1e-6)
    #expect(abs(octets(.delivered) - 10) < 1e-6)
  }

  @Test func `in flight are octets sent and not acknowledged`() {
    guard case .stairs(let points) = graphs().flight.marks(.flight).first else { return #expect(Bool(false)) }
    #expect(points.map(\.y) == [1, 0, 5, 10, 5, 5, 0, 0, 0, 1])
  }

  @Test func `have the kernel's numbers where somebody looked, of this socket alone`() {
    func look(_ local: SocketAddress, _ remote: SocketAddress, at time: Int64) -> TimelineEvent {
      .told(
        "socket",
        [
          .text("local", local), .text("remote", remote), .integer("cwnd_segments", 10), .integer("rtt_us", 250),
          .integer("mss_octets", 1448),
        ], by: "tcp-states", at: time)
    }
    let seen = graphs([
      look(script.client, script.server, at: Script.time(of: 5)),
      look(script.server, script.client, at: Script.time(of: 6)),
      look(script.client, script.server, at: Script.time(of: 0) - 1),
    ])
    #expect(seen.flight.marks(.congestionWindow) == [.stairs([Graph.Point(x: 0.0005, y: 14480)])])
    #expect(seen.roundTrips.marks(.smoothed) == [.stairs([Graph.Point(x: 0.0005, y: 250)])])
    #expect(graphs().flight.marks(.congestionWindow) == [])
  }

  @Test func `are of the direction with more octets`() {
    #expect(script.conversation.busierDirection == .toServer)
    #expect(Script([.syn, .synAck, .data("x", from: .server)]).conversation.busierDirection == .toClient)
  }
}
