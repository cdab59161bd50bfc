// ladder: a capture, or a merged timeline, as a sequence diagram.

import LabKit
import SocketKit
import ToolKit

enum Form {
  case text, svg, mermaid, html
}

struct Options {
  var form = Form.text
  var ascii = false
  var width = LadderText.widthDefault
  var connection: Int?
  var fold: Int?
}

let command = Command<Options>(
  "ladder", summary: "draw a capture or a timeline as a sequence diagram", operands: "FILE | -",
  options: [
    .flag(nil, "svg", "draw as SVG", \.form, sets: .svg),
    .flag(nil, "mermaid", "draw as Mermaid, for Markdown", \.form, sets: .mermaid),
    .flag(nil, "html", "draw on a page of its own", \.form, sets: .html),
    .flag("a", "ascii", "draw with ASCII characters only", \.ascii),
    .value("w", "width", "COLUMNS", within: LadderText.widthMin ... 400, "draw so wide", \.width),
    .value("c", "connection", "N", within: 1 ... ConversationTable.conversationsMax, "draw only the Nth", \.connection),
    .value(
      "f", "fold", "N", within: 0 ... 1_000_000, "fold runs of more segments; 0 none (text 0, pictures 16)", \.fold),
  ],
  examples: [
    ("ladder build/lab/echo/timeline.ndjson", "segments, with calls and states in the margins"),
    ("ladder --html build/lab/echo/timeline.ndjson > echo.html", "the same as a page"),
    ("tcpdump -i lo -w - tcp port 80 | ladder -", "segments as they were captured"),
    ("ladder -j lo.pcap | jq -r 'select(.marks) | [.number, .marks] | @tsv'", "which frames are remarkable, and why"),
  ],
  exits: [
    (.done, "drawn"), (.negative, "there is no such connection in it"), (.usage, "bad command line"),
    (.system, "a system call failed"), (.inputOutput, "the file could not be read to its end; what was read is drawn"),
    (.noPermission, "the file may not be read"),
  ])

func draw(_ ladders: [Ladder], of path: String, _ options: Options, to report: Report) {
  switch options.form {
  case .text:
    let drawing = LadderText(style: options.ascii ? .ascii : .unicode, width: options.width)
    for (index, ladder) in ladders.enumerated() {
      if index > 0 { report.print("") }
      for line in drawing.lines(ladder) { report.print(line) }
    }
  case .svg: report.print(LadderSVG(ladders).text)
  case .mermaid: report.print(LadderMermaid(ladders).text)
  case .html: report.print(LadderPage(ladders, title: path == "-" ? "standard input" : path).text)
  }
}

Tool.main(command, Options()) { options, operands, report throws(Failure) in
  guard operands.count == 1 else { throw Failure(.usage, "need one FILE, or - for standard input") }
  var source = TimelineSource()
  let failure = source.read(operands[0])
  let timeline = source.timeline
  let table = ConversationTable(timeline.events)
  let wanted = table.conversations.enumerated().filter { (options.connection ?? $0.offset + 1) == $0.offset + 1 }
  let fold = options.fold ?? (options.form == .text ? 0 : Ladder.foldDefault)
  let ladders = Ladder.all(of: wanted.map(\.element), in: timeline).map { $0.folded(beyond: fold) }
  if options.form == .text, report.isJSON {
    for (number, ladder) in zip(wanted.map(\.offset), ladders) {
      for row in LadderEvents(ladder, number: number + 1, of: timeline).lines {
        report.result(row.event, row.fields, at: row.time)
      }
    }
  } else if !ladders.isEmpty {
    draw(ladders, of: operands[0], options, to: report)
  }
  if table.ignoredSegments > 0 { report.diagnose("\(table.ignoredSegments) segments of further connections left out") }
  if let failure { throw failure }
  guard ladders.isEmpty else { return .done }
  report.diagnose("\(operands[0]): no such connection in it")
  return .negative
}
