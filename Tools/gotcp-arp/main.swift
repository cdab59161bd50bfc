// gotcp-arp: who has an address, asked from a stack in user space.

import ToolKit
import UStackTool

let command = Command<Settings>(
  "gotcp-arp", summary: "ask the link who has an address, from a stack in user space",
  options: [
    .ipv4("d", "dest", "the address that is asked for", \.destination),
    .flag(nil, "announce", "tell all stations that the stack has its address", \.announces),
    .flag(nil, "probe", "ask whether somebody has the stack's address, and do not use it", \.probes),
  ] + Option.stack(),
  examples: [
    ("gotcp-arp -i eth0 -d 192.0.2.1", "who has it"),
    ("gotcp-arp -i eth0 --address 192.0.2.77/24 --probe", "whether nobody has it"),
  ],
  exits: [
    (.done, "there was an answer; with --probe, it is free; with --announce, nobody objected"),
    (.negative, "nobody has it; with --probe or --announce, somebody else has"),
    (.unavailable, "the link cannot do what is asked of it"),
    (.system, "there is no such interface, or it went away"), (.inputOutput, "the log could not be written"),
    (.noPermission, "CAP_NET_RAW is missing, or CAP_NET_ADMIN for a TAP"),
  ])

Tool.main(command, Settings()) { settings, _, report throws(Failure) in
  var inquiry = try Inquiry(settings, report)
  return try inquiry.run()
}
