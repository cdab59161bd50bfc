// gotcp-ping: echoes of ICMP from a stack in user space.

import ToolKit
import UStack
import UStackTool

let command = Command<Settings>(
  "gotcp-ping", summary: "ask a host for echoes from a stack in user space",
  options: [
    .ipv4("d", "dest", "who is to answer", \.destination),
    .value("c", "count", "COUNT", within: 1 ... .max, "ask so often (no end)", \.count),
    .duration(nil, "interval", within: .milliseconds(1) ... .seconds(3600), "from one to the next", \.interval),
    .value(
      "s", "size", "OCTETS", within: 0 ... EchoRequest.payloadLimit, "octets behind the header of ICMP", \.size),
    .value("t", "ttl", "HOPS", within: 1 ... 255, "routers it may pass", \.timeToLive),
    .duration(
      "W", "timeout", within: .milliseconds(1) ... .seconds(60), "how long an echo is waited for", \.timeout),
    .flag(nil, "df", "let nobody cut it into fragments", \.forbidsFragments),
  ] + Option.stack(),
  examples: [
    ("gotcp-ping -i eth0 --address 192.0.2.77/24 -d 192.0.2.1 -c 3", "from an address that the kernel does not have"),
    ("gotcp-ping -i eth0 -d 192.0.2.1 -c 3", "from the interface's own"),
  ],
  exits: [
    (.done, "an echo came back"), (.negative, "none did, or no route leads there"),
    (.unavailable, "the link cannot do what is asked of it"),
    (.system, "there is no such interface, or it went away"), (.inputOutput, "the log could not be written"),
    (.noPermission, "CAP_NET_RAW is missing, or CAP_NET_ADMIN for a TAP"),
  ])

Tool.main(command, Settings()) { settings, _, report throws(Failure) in
  guard let destination = settings.destination else { throw Failure(.usage, "no -d ADDRESS, and there is no default") }
  var pinger = try Pinger(settings, to: destination, report)
  return try pinger.run()
}
