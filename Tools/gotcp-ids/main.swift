// gotcp-ids: flows of an interface or of a capture file, and what is wrong with them.

import FrameInput
import Inspect
import ToolKit

let command = Command<Settings>(
  "gotcp-ids", summary: "watch the flows of an interface or of a capture file, and alarm",
  options: Option.frames(verb: "watch") + [
    .list(
      nil, "rule", "RULE=COUNT/DURATION", "from when on a rule alarms, or RULE=off; may be given again", \.rules),
    .flag(nil, "packets", "show the five-tuple of each packet", \.showsPackets),
  ],
  examples: [
    ("gotcp-ids -i eth0 -q", "alarms alone, until Ctrl-C"),
    ("gotcp-ids -r day.pcapng --rule port-scan=30/1m --rule arp-spoof=off", "a file, with rules of one's own"),
    (
      "ssh there capture -i eth0 | gotcp-ids -j -r - | jq 'select(.event == \"alert\")'",
      "another machine's, as they come"
    ),
  ],
  exits: [
    (.done, "all watched, or ended by --count, SIGINT or SIGTERM, or because the reader left"),
    (.system, "there is no such interface, or it went away"),
    (.inputOutput, "the file could not be read to its end; what was read is told"),
    (.noPermission, "CAP_NET_RAW is missing, or the file may not be read"),
  ])

Tool.main(command, Settings()) { settings, _, report throws(Failure) in
  var thresholds = Inspector.defaultThresholds
  for text in settings.rules {
    let setting = try RuleSetting(text)
    thresholds[setting.rule] = setting.threshold
  }
  var watcher = Watcher(thresholds, showsPackets: settings.showsPackets, report)
  do throws(Failure) {
    try settings.frames.feed(&watcher, report)
  } catch {
    if watcher.hasSeenFrames { watcher.finish() }
    throw error
  }
  watcher.finish()
  return .done
}
