import SocketKit
import ToolKit
import Wire

extension LinkStatistics {
  /// The fields of `summary`.
  var fields: [Field] {
    [.integer("offered", offered), .integer("passed", passed), .integer("octets", octets)]
      + DropCause.allCases.map { .integer("dropped_\($0.rawValue)", dropped($0)) } + [
        .integer("duplicated", duplicated), .integer("corrupted", corrupted), .integer("reordered", reordered),
        .integer("queue_peak_octets", queueOctetsPeak), .integer("queue_peak_frames", queueFramesPeak),
      ]
  }
}

extension Passage {
  /// Tells what happened to the frame, if something did.
  func tell(_ report: Report) {
    switch fate {
    case .dropped(let cause): report.verbose("dropped", [.text("cause", cause.rawValue)] + fields)
    case .carried(let carriage):
      if carriage.isReordered { report.verbose("held-back", fields) }
      if carriage.isDuplicated { report.verbose("duplicated", fields) }
      if let bit = carriage.corruptedBit { report.verbose("corrupted", fields + [.integer("bit", bit)]) }
    }
  }

  private var fields: [Field] {
    guard let frame else { return [] }
    return [
      .text("direction", frame.direction.rawValue), .text("kind", frame.kind.rawValue),
      .integer("connection", frame.connection), .integer("number", frame.number),
      .integer("transmission", frame.transmission), .integer("sequence", frame.sequence),
      .integer("octets", frame.octets),
    ]
  }
}
