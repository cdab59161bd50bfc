// tcp-plot: time-sequence, throughput, octets in flight and round trips of one connection.

import LabKit
import SocketKit
import ToolKit

enum Form {
  case svg, xplot, gnuplot
}

enum Subject: String, CaseIterable {
  case all, sequence, throughput, cwnd, rtt
}

enum Way: String, CaseIterable {
  case busier
  case toServer = "to-server"
  case toClient = "to-client"
}

struct Options {
  var form = Form.svg
  var subject = Subject.all
  var way = Way.busier
  var connection: Int?
}

let command = Command<Options>(
  "tcp-plot", summary: "draw a connection's octets, rate and round trips over time", operands: "FILE | -",
  options: [
    .flag(nil, "svg", "draw as SVG; so it is if not told otherwise", \.form, sets: .svg),
    .flag(nil, "xpl", "write what xplot draws; of all, the sequence", \.form, sets: .xplot),
    .flag(nil, "gnuplot", "write a script for gnuplot", \.form, sets: .gnuplot),
    .choice("g", "graph", "which graph", \.subject),
    .choice("d", "direction", "which way; busier is the one with more octets", \.way),
    .value(
      "c", "connection", "N", within: 1 ... ConversationTable.conversationsMax,
      "the Nth, instead of that with most segments", \.connection),
  ],
  examples: [
    ("tcp-plot build/lab/half-close/capture.pcapng > half-close.svg", "all four graphs"),
    ("tcpdump -i lo -w - tcp port 80 | tcp-plot --xpl - > http.xpl", "for xplot"),
    ("timeline wire.pcapng states.ndjson | tcp-plot -g cwnd -", "with the kernel's cwnd from tcp-states -j"),
  ],
  exits: [
    (.done, "drawn"), (.negative, "there is no such connection in it"), (.usage, "bad command line"),
    (.system, "a system call failed"), (.inputOutput, "the file could not be read to its end; what was read is drawn"),
    (.noPermission, "the file may not be read"),
  ])

func graphs(_ graphs: ConnectionGraphs, _ subject: Subject) -> [Graph] {
  switch subject {
  case .all: graphs.all
  case .sequence: [graphs.timeSequence]
  case .throughput: [graphs.throughput]
  case .cwnd: [graphs.flight]
  case .rtt: [graphs.roundTrips]
  }
}

func chosen(_ conversations: [Conversation], _ number: Int?) -> Conversation? {
  guard let number else { return conversations.max { $0.steps.count < $1.steps.count } }
  return number <= conversations.count ? conversations[number - 1] : nil
}

func direction(_ way: Way, in conversation: Conversation) -> Direction {
  switch way {
  case .busier: conversation.busierDirection
  case .toServer: .toServer
  case .toClient: .toClient
  }
}

Tool.main(command, Options()) { options, operands, report throws(Failure) in
  guard operands.count == 1 else { throw Failure(.usage, "need one FILE, or - for standard input") }
  var source = TimelineSource()
  let failure = source.read(operands[0])
  let timeline = source.timeline
  let conversation = chosen(ConversationTable(timeline.events).conversations, options.connection)
  if let conversation {
    let all = ConnectionGraphs(conversation, direction(options.way, in: conversation), in: timeline)
    let wanted = graphs(all, options.subject)
    switch options.form {
    case .svg: report.print(GraphSVG(wanted).text)
    case .xplot: report.print(GraphXplot(wanted[0], start: all.startNanoseconds).text)
    case .gnuplot: report.print(GraphGnuplot(wanted).text)
    }
  }
  if let failure { throw failure }
  guard conversation == nil else { return .done }
  report.diagnose("\(operands[0]): no such connection in it")
  return .negative
}
