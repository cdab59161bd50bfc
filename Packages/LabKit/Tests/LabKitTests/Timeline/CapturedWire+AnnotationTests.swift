import PacketCodec
import Testing

@testable import LabKit

@Suite struct `A capture with its story` {
  private let script = EchoRun().script

  @Test func `is the same capture, each frame with its sentence`() throws {
    var wire = script.wire
    wire.frames[0].comments = ["before"]
    wire.comments = ["of the file"]
    wire.interfaces[0].statistics = CaptureStatistics(received: 13, droppedByKernel: 0)
    var reader = CapturedWireReader()
    try reader.append(wire.annotated([script.conversation], note: "a note").span.bytes)
    try reader.finish()
    #expect(reader.wire.frames.map(\.octets) == script.frames.map(\.octets))
    #expect(reader.wire.frames.map(\.timestampNanoseconds) == script.frames.map(\.timestampNanoseconds))
    #expect(
      reader.wire.frames.map(\.comments)
        == StepComment.all(of: script.conversation).enumerated().map { $0 == 0 ? ["before", $1] : [$1] })
    #expect(reader.wire.comments == ["a note", "of the file"])
    #expect(reader.wire.interfaces.map(\.name) == ["eth0"])
    #expect(reader.wire.interfaces.map(\.statistics?.received) == [13])
  }

  @Test func `says nothing of packets that it does not hold`() throws {
    let wire = CapturedWire(Array(script.frames.prefix(2)))
    var reader = CapturedWireReader()
    try reader.append(wire.annotated([script.conversation], note: "").span.bytes)
    #expect(reader.wire.frames.map(\.comments.count) == [1, 1])
  }
}
