// gotcp-tcpclient: standard input to a peer and back, by a stack in user space.

import ToolKit
import UStack
import UStackTool

let command = Command<Settings>(
  "gotcp-tcpclient", summary: "send standard input to a peer from a stack in user space, and print what comes",
  options: [
    .ipv4(nil, "addr", "the peer", \.address),
    .value("p", "port", "PORT", within: 1 ... 65_535, "the peer's port", \.port),
    .size(nil, "source", within: 0 ... 1 << 50, "send so much instead of standard input", \.source),
    .flag(nil, "sink", "drop what comes", \.sinks),
    .value(
      nil, "ping-pong", "COUNT", within: 1 ... 1 << 40, "send so many single octets, each when the last came back",
      \.pingPongs),
    .duration(
      nil, "grace", within: .zero ... .seconds(365 * 24 * 3600), "how long the peer may finish after a signal", \.grace),
  ] + Option.stack(),
  examples: [
    (
      "echo hello | gotcp-tcpclient -i eth0 --address 192.0.2.77/24 --addr 192.0.2.1 -p 7",
      "one line, what comes back, and the end"
    ),
    ("gotcp-tcpclient -i eth0 --addr 192.0.2.1 -p 9 --source 100m --sink", "100 MiB, from the interface's own address"),
  ],
  exits: [
    (.done, "both sides finished, or a signal ended it"), (.negative, "refused, timed out or reset"),
    (.unavailable, "nft is not installed, or the link cannot do what is asked"),
    (.system, "there is no such interface, or it went away"),
    (.inputOutput, "standard input or output failed, or the log could not be written"),
    (.noPermission, "CAP_NET_RAW or CAP_NET_ADMIN is missing"),
  ])

Tool.main(command, Settings()) { settings, _, report throws(Failure) in
  try settings.check()
  guard let address = settings.address, let port = settings.port else {
    throw Failure(.usage, "--addr ADDRESS and -p PORT are needed")
  }
  // Standard output carries octets.
  var session = try Session(to: TransportAddress(address, UInt16(port)), settings, report.toStandardError())
  return try session.run()
}
