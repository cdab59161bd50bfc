// timeline: what tools, recorders and captures saw, merged on one clock.

import LabKit
import ToolKit

struct Options {}

let command = Command<Options>(
  "timeline", summary: "merge events and captures on one clock", operands: "FILE...",
  examples: [
    ("timeline client.ndjson server.ndjson wire.pcapng", "one line an event, in the order of time"),
    ("tcp-states --follow -j | timeline - wire.pcapng | ladder -", "a picture of it"),
  ],
  exits: [
    (.done, "merged"), (.usage, "bad command line"), (.system, "a system call failed"),
    (.inputOutput, "a file could not be read to its end; what was read is merged"),
    (.noPermission, "a file may not be read"),
  ])

Tool.main(command, Options()) { _, operands, report throws(Failure) in
  guard !operands.isEmpty else { throw Failure(.usage, "need at least one FILE, or - for standard input") }
  guard operands.count(where: { $0 == "-" }) <= 1 else { throw Failure(.usage, "standard input can be read only once") }
  var source = TimelineSource()
  var failure: Failure?
  for path in operands { failure = source.read(path) ?? failure }
  for event in source.timeline.events {
    report.print(event.line.json)
  }
  if let failure { throw failure }
  return .done
}
