internal import PacketCodec

extension Graph {
  /// Places over time: what was sent, between what was acknowledged and what the window allows.
  static func timeSequence(_ trace: StreamTrace, title: String) -> Graph {
    var bars: [Kind: [Mark]] = [:]
    for sent in trace.transmissions {
      let bar = Mark.bar(
        x: sent.time, from: Double(sent.places.lowerBound), to: Double(sent.places.upperBound),
        isPushed: sent.step.has(.push))
      bars[kind(of: sent.step), default: []].append(bar)
    }
    func answers(_ mark: ConversationStep.Mark) -> [Mark] {
      trace.answers.filter { $0.step.marks.contains(mark) }.map { .point(Point(x: $0.time, y: Double($0.place))) }
    }
    let selective = trace.answers.flatMap { answer in
      answer.selective.map { run in
        Mark.bar(x: answer.time, from: Double(run.lowerBound), to: Double(run.upperBound), isPushed: false)
      }
    }
    return Graph(
      "time-sequence, \(title)", unit: "octets",
      [
        (.window, stairs(trace.answers.map { Point(x: $0.time, y: Double($0.windowEnd)) })),
        (.acknowledgment, stairs(trace.answers.map { Point(x: $0.time, y: Double($0.place)) })),
        (.selective, selective), (.data, bars[.data] ?? []), (.control, bars[.control] ?? []),
        (.outOfOrder, bars[.outOfOrder] ?? []), (.retransmission, bars[.retransmission] ?? []),
        (.duplicate, answers(.duplicateAcknowledgment)), (.zeroWindow, answers(.zeroWindow)),
      ])
  }

  /// No marks from no points.
  static func stairs(_ points: [Point]) -> [Mark] { points.isEmpty ? [] : [.stairs(points)] }

  private static func kind(of step: ConversationStep) -> Kind {
    if step.marks.contains(.retransmission) { return .retransmission }
    if step.marks.contains(.outOfOrder) { return .outOfOrder }
    return step.segment.payloadCount > 0 ? .data : .control
  }
}
