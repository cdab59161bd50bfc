internal import PacketCodec
internal import SocketKit
public import ToolKit

/// A ladder as events, for who reads with a program: one a row, with the numbers that are drawn.
public struct LadderEvents: Sendable {
  /// One a row, in their order.
  public let lines: [EventLine]

  /// - Parameters:
  ///   - ladder: what to tell, row by row.
  ///   - number: which of the connections it is, counted from 1; each event says it.
  ///   - timeline: what the ladder is of; its clocks are laid beside each other by the middle of what it says.
  public init(_ ladder: Ladder, number: Int, of timeline: Timeline) {
    let clock = ClockOffset(of: timeline.events)
    lines = ladder.rows.map { row in
      let moment = Timestamp(
        realtimeNanoseconds: row.monotonicNanoseconds &+ clock.nanoseconds,
        monotonicNanoseconds: row.monotonicNanoseconds)
      return EventLine(
        time: moment, tool: "ladder", event: row.content.name,
        fields: [.integer("connection", number)] + row.content.fields)
    }
  }
}

extension Ladder.Content {
  fileprivate var name: String {
    switch self {
    case .segment: "segment"
    case .call: "call"
    case .state: "state"
    case .fold: "fold"
    }
  }

  fileprivate var fields: [Field] {
    switch self {
    case .segment(let step): step.fields
    case .call(let side, let call): [side.field] + call.fields
    case .state(let side, let change): [side.field] + change.fields
    case .fold(let fold):
      [
        .integer("segments_to_server", fold.toServer.segments), .integer("octets_to_server", fold.toServer.octets),
        .integer("segments_to_client", fold.toClient.segments), .integer("octets_to_client", fold.toClient.octets),
        .integer("calls", fold.calls),
      ]
    }
  }
}

extension Ladder.Side {
  fileprivate var field: Field { .text("side", self == .left ? "client" : "server") }
}

extension ConversationStep {
  fileprivate var fields: [Field] {
    var fields: [Field] = [
      .integer("number", packetNumber), .text("to", direction == .toServer ? "server" : "client"),
      .text("flags", SegmentLabel.flags(segment.header.flags)), .integer("seq", sequence),
    ]
    if let acknowledgment { fields.append(.integer("ack", acknowledgment)) }
    fields += [.integer("payload_octets", segment.payloadCount), .integer("win", segment.header.window)]
    let words = marks.map(\.rawValue).sorted()
    if !words.isEmpty { fields.append(.text("marks", words.joined(separator: ", "))) }
    return fields
  }
}
