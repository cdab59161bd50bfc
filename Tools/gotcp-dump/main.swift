// gotcp-dump: frames of an interface or of a capture file, one line each.

import FrameInput
import ToolKit

let command = Command<Settings>(
  "gotcp-dump", summary: "show the frames of an interface or of a capture file, one line each",
  options: Option.frames(verb: "show") + [
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
  var printer = Printer(settings, report)
  try settings.frames.feed(&printer, report)
  return .done
}
