import SocketKit
import Testing

@testable import LabKit

@Suite struct `A connect whose own end no call names` {
  private static let server = Script([]).server

  /// An opening from a port of the client, its SYN at a moment after the start.
  private func opening(_ port: UInt16, after nanoseconds: Int64) -> Script {
    var script = Script([.syn, .synAck, .ack])
    script.client.port = port
    script.moments = [0, 1000, 2000].map { nanoseconds + $0 }
    return script
  }

  private func connect(on descriptor: Int, after nanoseconds: Int64) -> TimelineEvent {
    .call("connect", on: descriptor, "\(Self.server)", at: Script.start.monotonicNanoseconds + nanoseconds)
  }

  /// Which descriptors' calls stand on the left of each script's ladder.
  private func descriptors(_ scripts: [Script], _ calls: [TimelineEvent]) -> [[Int]] {
    let timeline = Timeline(merging: scripts.flatMap(\.events) + calls)
    return scripts.map { script in
      Ladder(of: script.conversation, in: timeline).rows.compactMap { row in
        if case .call(.left, let call) = row.content { call.descriptor } else { nil }
      }
    }
  }

  @Test func `stands beside the only connection there, even if that seems to begin before it`() {
    #expect(descriptors([opening(40000, after: 0)], [connect(on: 3, after: 500)]) == [[3]])
  }

  @Test func `stands beside the connection whose SYN passed before the next connect`() {
    let scripts = [opening(40000, after: 20_000), opening(40001, after: 50_000)]
    #expect(descriptors(scripts, [connect(on: 3, after: 10_000), connect(on: 4, after: 40_000)]) == [[3], [4]])
  }

  @Test func `stands nowhere when more than one SYN could be its own`() {
    let scripts = [opening(50000, after: 20_000), opening(40000, after: 21_000), opening(50001, after: 22_000)]
    #expect(descriptors(scripts, [connect(on: 3, after: 10_000)]) == [[], [], []])
  }

  @Test func `does not stand beside a connection that another descriptor is known to be`() {
    let scripts = [opening(40000, after: 20_000), opening(40001, after: 50_000)]
    let calls: [TimelineEvent] = [
      .call("bind", on: 4, "10.77.0.1:40001", at: 1), connect(on: 4, after: 11_000), connect(on: 3, after: 10_000),
    ]
    #expect(descriptors(scripts, calls) == [[3], [4, 4]])
  }

  @Test func `stands nowhere when all SYNs passed before it`() {
    let scripts = [opening(40000, after: 1000), opening(40001, after: 2000)]
    #expect(descriptors(scripts, [connect(on: 3, after: 10_000)]) == [[], []])
  }
}
