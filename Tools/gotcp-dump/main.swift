// gotcp-dump: frames of an interface or of a capture file, one line each.

import EventLoop
import SocketKit
import ToolKit

let command = Command<Settings>(
  "gotcp-dump", summary: "show the frames of an interface or of a capture file, one line each",
  options: [
    .text("i", "interface", "IF", "the interface to capture on", \.interface),
    .text("r", "read", "FILE", "the capture to read instead, pcap or pcapng; - is standard input", \.file),
    .text("f", "filter", "BPF", "show only this, as pcap-filter(7) writes it", \.filter),
    .value("c", "count", "COUNT", within: 1 ... .max, "end after so many frames (no limit)", \.count),
    .flag("x", "hex", "show the octets too", \.showsOctets),
    .flag("e", "link", "show the link header too", \.showsLink),
  ],
  examples: [
    ("gotcp-dump -i lo -f 'tcp port 8080'", "what one service says on the loopback, until Ctrl-C"),
    ("gotcp-dump -j -r echo.pcapng | jq 'select(.tcp.flags == 2)'", "the SYNs of a capture, as objects"),
    ("ssh there capture -i eth0 | gotcp-dump -r -", "another machine's frames, as they come"),
  ],
  exits: [
    (.done, "all shown, or ended by --count, SIGINT or SIGTERM, or because the reader left"),
    (.system, "there is no such interface, or it went away"),
    (.inputOutput, "the file could not be read to its end; what was read is shown"),
    (.noPermission, "CAP_NET_RAW is missing, or the file may not be read"),
  ])

Tool.main(command, Settings()) { settings, _, report throws(Failure) in
  guard (settings.interface == nil) != (settings.file == nil) else {
    throw Failure(.usage, "one of -i IF and -r FILE is needed, and not both")
  }
  let signals: SignalDescriptor
  do throws(Errno) {
    signals = try SignalDescriptor([.interrupt, .terminate])
  } catch {
    throw Failure(errno: error, doing: "signalfd")
  }
  if let file = settings.file {
    var dump = try FileDump(file, settings, report)
    try dump.run(signals)
  } else if let interface = settings.interface {
    var dump = try LiveDump(interface, settings, report, signals)
    let counted = try dump.run()
    report.toStandardError().event("captured", counted)
  }
  return .done
}
