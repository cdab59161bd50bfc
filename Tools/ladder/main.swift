// ladder: a capture, or a merged timeline, as a sequence diagram.

import LabKit
import SocketKit
import ToolKit

struct Options {
  var ascii = false
  var width = LadderText.widthDefault
  var connection: Int?
}

let command = Command<Options>(
  "ladder", summary: "draw a capture or a timeline as a sequence diagram", operands: "FILE | -",
  options: [
    .flag("a", "ascii", "draw with ASCII characters only", \.ascii),
    .value("w", "width", "COLUMNS", within: LadderText.widthMin ... 400, "draw so wide", \.width),
    .value("c", "connection", "N", within: 1 ... ConversationTable.conversationsMax, "draw only the Nth", \.connection),
  ],
  examples: [
    ("ladder build/lab/echo/timeline.ndjson", "segments, with calls and states in the margins"),
    ("tcpdump -i lo -w - tcp port 80 | ladder -", "segments as they were captured"),
  ],
  exits: [
    (.done, "drawn"), (.negative, "there is no such connection in it"), (.usage, "bad command line"),
    (.system, "a system call failed"), (.inputOutput, "the file could not be read to its end; what was read is drawn"),
  ])

Tool.main(command, Options()) { options, operands, report throws(Failure) in
  guard operands.count == 1 else { throw Failure(.usage, "need one FILE, or - for standard input") }
  var source = TimelineSource()
  let failure = source.read(operands[0])
  let timeline = source.timeline
  let table = ConversationTable(timeline.events)
  let drawing = LadderText(style: options.ascii ? .ascii : .unicode, width: options.width)
  var isFirst = true
  for (index, conversation) in table.conversations.enumerated() where (options.connection ?? index + 1) == index + 1 {
    if !isFirst { report.print("") }
    isFirst = false
    for line in drawing.lines(Ladder(of: conversation, in: timeline)) { report.print(line) }
  }
  if table.ignoredSegments > 0 { report.diagnose("\(table.ignoredSegments) segments of further connections left out") }
  if let failure { throw failure }
  return isFirst ? .negative : .done
}
