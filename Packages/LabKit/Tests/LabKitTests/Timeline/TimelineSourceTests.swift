import PacketCodec
import SocketKit
import Testing
import ToolKit

@testable import LabKit

@Suite struct `Files that are merged` {
  private let script = Script([.syn, .synAck, .ack])

  private func read(_ files: [UInt8]...) throws -> (timeline: Timeline, failures: [String]) {
    try withTemporaryFolder { folder in
      var source = TimelineSource()
      var failures: [String] = []
      for (index, octets) in files.enumerated() {
        try Files.write(octets, to: "\(folder)/\(index)")
        if let failure = source.read("\(folder)/\(index)") {
          failures.append(failure.message.replacing("\(folder)/", with: ""))
        }
      }
      return (source.timeline, failures)
    }
  }

  private func lines(_ events: [TimelineEvent]) -> [UInt8] { events.flatMap { Array(($0.line.json + "\n").utf8) } }

  @Test func `are events and captures, told apart by their first octet, on one clock`() throws {
    let calls: [TimelineEvent] = [
      .call("connect", on: 3, at: Script.time(of: 0) - 1), .call("close", on: 3, at: Script.time(of: 2) + 1),
    ]
    let found = try read(Frame.pcap(script.frames), lines(calls))
    #expect(found.timeline.events == [calls[0]] + script.events + [calls[1]])
    #expect(found.failures == [])
  }

  @Test func `may be a capture alone, and then the wall clock serves as both`() throws {
    let found = try read(Frame.pcap(script.frames))
    #expect(found.timeline.events.map(\.monotonicNanoseconds) == script.frames.map(\.timestampNanoseconds))
  }

  @Test func `may be empty, and may lack the last end of a line`() throws {
    let event = TimelineEvent.told("x")
    let found = try read([], Array(event.line.json.utf8))
    #expect(found.timeline.events == [event])
    #expect(found.failures == [])
  }

  @Test func `give what was before a broken line, and name the line`() throws {
    let event = TimelineEvent.told("x")
    let found = try read(lines([event]) + Array("{}\n".utf8) + lines([event]))
    #expect(found.timeline.events == [event])
    #expect(found.failures == [#"0: line 2: no usable "mono_ns""#])
  }

  @Test func `end at a line without an end`() throws {
    let found = try read(lines([.told("x")]) + Array("{".utf8) + [UInt8](repeating: 0x20, count: 1 << 20))
    #expect(found.timeline.events.count == 1)
    #expect(found.failures == ["0: line 2 is longer than 1048576 octets"])
  }

  @Test func `give what was before the cut of a capture`() throws {
    let found = try read(Array(Frame.pcap(script.frames).dropLast(5)))
    #expect(found.timeline.events.count == 2)
    #expect(found.failures.count == 1)
  }

  @Test func `are named when they are not there, or no files`() {
    var source = TimelineSource()
    #expect(source.read("/nowhere/events")?.status == .inputOutput)
    #expect(source.read("/tmp")?.status == .inputOutput)
    #expect(source.timeline.events.isEmpty)
  }
}
