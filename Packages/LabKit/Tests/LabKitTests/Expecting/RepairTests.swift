import PacketCodec
import Testing
import ToolKit

@testable import LabKit

@Suite struct `A segment that was lost` {
  /// 1 … 300 in three segments, of which the second is lost; then what comes back, and the second again.
  private func conversation(_ between: [Beat], again: Bool = true) -> Conversation {
    let data = [0, 100, 200].map { Self.piece(at: $0) }
    return Script([.syn, .synAck, .ack] + data + between + (again ? [Self.piece(at: 100)] : [])).conversation
  }

  private static func piece(at offset: Int) -> Beat {
    Beat(sender: .server, flags: .acknowledgment, payload: [UInt8](repeating: 1, count: 100)).at(offset + 1)
  }

  /// An acknowledgment of the first, which tells of the third.
  private static let report: Beat = {
    var block = SACKBlocks()
    block.append(
      SACKBlock(leftEdge: Script.serverInitial + 201, rightEdge: Script.serverInitial + 301))
    return Beat.ack.acknowledging(101).offering([.selectiveAcknowledgment(block)])
  }()

  private func dropped(_ kind: String = "data", at place: Int = 101, _ transmission: Int = 1) -> ToolEvent {
    ToolEvent(
      "dropped",
      [.text("kind", kind), .integer("sequence", place), .integer("transmission", transmission)])
  }

  private func repair(_ between: [Beat], again: Bool = true) throws -> Repair {
    try #require(Repair.all([dropped()], in: conversation(between, again: again), .toClient).first)
  }

  @Test func `is known by three acknowledgments that tell what came behind it`() throws {
    let repair = try repair([Self.report, Self.report, Self.report])
    #expect(repair.reason == .duplicates)
    #expect(repair.text == "101 sent again after 0.500 ms by duplicate ACKs (3 with SACK)")
    #expect(repair.times == 2)
  }

  @Test func `may be known by one`() throws {
    #expect(try repair([Self.report]).reason == .recent)
  }

  @Test func `is taken for lost by a timer when nobody tells`() throws {
    #expect(try repair([.ack.acknowledging(101)]).reason == .timer)
    #expect(try repair([]).text == "101 sent again after 0.200 ms by a timer")
  }

  @Test func `may not be sent again`() throws {
    let repair = try repair([Self.report], again: false)
    #expect(repair.wait == nil)
    #expect(repair.text == "101 not sent again")
  }

  @Test func `may be lost again`() {
    let twice = conversation([Self.report, Self.piece(at: 100), .ack.acknowledging(101)])
    let repairs = Repair.all([dropped(), dropped(at: 101, 2)], in: twice, .toClient)
    #expect(repairs.map(\.reason) == [.recent, .timer])
    #expect(repairs.map(\.times) == [3, 3])
  }

  @Test func `is one with octets, and was captured`() {
    let events = [dropped("ack"), dropped(at: 5), dropped(at: 101, 3)]
    #expect(Repair.all(events, in: conversation([]), .toClient).isEmpty)
  }
}
