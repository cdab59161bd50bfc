// capture: frames of an interface into a pcapng file, with the time in nanoseconds.

import Capture
import EventLoop
import SocketKit
import ToolKit

let command = Command<Settings>(
  "capture", summary: "write what passes an interface to a pcapng file",
  options: [
    .text("i", "interface", "IF", "the interface to capture on; required", \.interface),
    .text("f", "filter", "BPF", "keep only this, as pcap-filter(7) writes it", \.filter),
    .value("c", "count", "COUNT", within: 1 ... .max, "end after so many frames (no limit)", \.count),
    .duration(
      nil, "duration", within: .milliseconds(1) ... .seconds(365 * 24 * 3600), "end after so long", \.duration),
    .text("o", "output", "FILE", "where to write; - is standard output", \.output),
    .size("s", "snaplen", within: 1 ... Settings.snapLengthLimit, "keep so much of each frame", \.snapLength),
    .list(nil, "comment", "TEXT", "a note on the whole capture; may be given again", \.comments),
  ],
  examples: [
    ("capture -i lo -f 'tcp port 8080' -o echo.pcapng", "what one service says on the loopback, until Ctrl-C"),
    ("capture -i eth0 | tshark -r -", "a capture read while it is made"),
  ],
  exits: [
    (.done, "ended by --count, --duration, SIGINT or SIGTERM, or because the reader left"),
    (.system, "there is no such interface, or it went away"),
    (.inputOutput, "the capture could not be written; a partial file is removed"),
    (.noPermission, "CAP_NET_RAW is missing, or the file may not be written"),
  ])

Tool.main(command, Settings()) { settings, _, report throws(Failure) in
  guard let interface = settings.interface else { throw Failure(.usage, "an interface is needed: -i IF") }
  // Before the first file, so that no signal comes between making it and being able to remove it.
  let signals = try Tool.attempt("signalfd") { () throws(Errno) in try SignalDescriptor([.interrupt, .terminate]) }
  let sink = try Sink(settings.output)
  let speaker = sink.isStandardOutput ? report.toStandardError() : report
  let rights = sink.rights
  var recording = try Recording(interface, settings, sink, signals)
  try Tool.renouncePrivileges(keeping: rights)
  speaker.event(
    "capturing",
    [
      .octets("interface", Array(interface.utf8)), .text("link", recording.capture.linkType),
      .integer("snaplen", settings.snapLength), .octets("filter", Array((settings.filter ?? "").utf8)),
    ])
  guard try recording.run() else { return .done }
  speaker.event("captured", recording.summary)
  if let error = recording.interruption { throw Failure(.system, "\(error)") }
  return .done
}
