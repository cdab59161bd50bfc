internal import PacketCodec
internal import SocketKit
internal import ToolKit

extension RunFacts {
  /// The run as one JSON object.
  var json: JSONValue {
    .object([
      .init("experiment", .text(experiment)), .init("question", .text(question)),
      .init("verdict", .text(verdict)),
      .init("started", .text(RFC3339.text(nanoseconds: started.realtimeNanoseconds))),
      .init("duration_ms", .decimal(Double(durationNanoseconds / 1000) / 1000)),
      .init("kernel", .text(kernel)), .init("congestion_control", .text(congestionControl)),
      .init("frames_dropped", .integer(Int64(framesDropped))),
      .init("stalled_ms", .decimal(Double(disturbance.longestStall / 1000) / 1000)),
      .init("stolen_ms", .decimal(Double(disturbance.stolen / 1000) / 1000)),
      .init("hosts", .object(hosts.map { .init($0.name, .text($0.address)) })),
      .init("endings", .object(endings.map { .init($0.tool, .text($0.ending)) })),
      .init(
        "expectations",
        .array(
          expectations.map { expectation in
            .object([
              .init("claim", .text(expectation.claim)), .init("found", .text(expectation.found)),
              .init("verdict", .text(expectation.holds ? "PASS" : "FAIL")),
              .init("evidence", .array(expectation.evidence.map(\.json))),
            ])
          })),
      .init("command", .text(command)), .init("seeds", .array(seeds.map { .text($0) })),
      .init("network", .array(network.map { .text($0) })),
      .init(
        "tools",
        .array(
          tools.map { tool in
            .object([
              .init("tool", .text(tool.label)), .init("host", .text(tool.host)), .init("command", .text(tool.command)),
              .init("words", .array(tool.words.map { .text($0) })),
            ])
          })),
    ])
  }
}

extension Evidence {
  fileprivate var json: JSONValue {
    switch self {
    case .frame(let number): .object([.init("frame", .integer(Int64(number)))])
    case .event(let number): .object([.init("event", .integer(Int64(number)))])
    }
  }
}
