// gotcp-tcpserver: many connections on one port of a stack in user space.

import ToolKit
import UStackTool

let command = Command<Settings>(
  "gotcp-tcpserver", summary: "serve TCP connections from a stack in user space",
  options: [
    .value("p", "port", "PORT", within: 0 ... 65_535, "where to listen; 0 takes a free one", \.port),
    .flag(nil, "echo", "give every octet back, as it does by itself", \.echoes),
    .flag(nil, "sink", "read, and send nothing", \.sinks),
    .size(nil, "source", within: 0 ... 1 << 50, "send each peer so much, and read on", \.source),
    .value(nil, "backlog", "COUNT", within: 1 ... 65_535, "connections that may wait to be accepted", \.backlog),
    .duration(
      nil, "grace", within: .zero ... .seconds(365 * 24 * 3600), "how long what is open may finish after a signal",
      \.grace),
  ] + Option.stack(),
  examples: [
    ("gotcp-tcpserver -i eth0 --address 192.0.2.77/24 -p 7", "an echo at an address that the kernel does not have"),
    ("gotcp-tcpserver -i eth0 -p 8080 --source 100m", "100 MiB for each, at the interface's own address"),
  ],
  exits: [
    (.done, "ended by SIGINT or SIGTERM"), (.unavailable, "nft is not installed, or the link cannot do what is asked"),
    (.system, "there is no such interface, it went away, or the port is taken"),
    (.inputOutput, "the log could not be written"),
    (.noPermission, "CAP_NET_RAW or CAP_NET_ADMIN is missing"),
  ])

Tool.main(command, Settings()) { settings, _, report throws(Failure) in
  var server = try Server(settings, report)
  return try server.run()
}
