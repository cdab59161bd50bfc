import PacketCodec
import Testing

@testable import LabKit

@Suite struct `Round trips` {
  private let opening: [Beat] = [.syn, .synAck, .ack]

  /// Microseconds.
  private func samples(_ beats: [Beat]) -> [Int] {
    RoundTrips.samples(StreamTrace(Script(opening + beats).conversation, .toServer)).map {
      Int(($0.duration * 1e6).rounded())
    }
  }

  private func stamped(_ beat: Beat, _ value: UInt32, echo: UInt32) -> Beat {
    beat.offering([.timestamps(TCPTimestamps(value: value, echoReply: echo))])
  }

  @Test func `are from a segment to its acknowledgment, of several to that of the last`() {
    #expect(samples([]) == [100])
    #expect(samples([.data("a", from: .client), .data("b", from: .client), .ack(from: .server)]) == [100, 100])
    #expect(
      samples([.data("a", from: .client), .data("b", from: .client), .ack(from: .server).acknowledging(2)])
        == [100, 200])
  }

  @Test func `are none from an acknowledgment said again`() {
    #expect(samples([.data("a", from: .client), .ack(from: .server), .ack(from: .server)]) == [100, 100])
  }

  @Test func `are none of what was sent twice`() {
    #expect(samples([.data("a", from: .client), .data("a", from: .client).at(1), .ack(from: .server)]) == [100])
  }

  @Test func `are of the transmission whose timestamp came back, even of what was sent twice`() {
    func twice(echo: UInt32) -> [Int] {
      samples([
        stamped(.data("a", from: .client), 7, echo: 0), stamped(.data("a", from: .client).at(1), 9, echo: 0),
        stamped(.ack(from: .server), 1, echo: echo),
      ])
    }
    #expect(twice(echo: 7) == [100, 200])
    #expect(twice(echo: 9) == [100, 100])
    #expect(twice(echo: 8) == [100])
  }
}
