// lab-net: two hosts and a wire that stay until they are taken down, to play with by hand.

import Glibc
import LabKit
import ToolKit

struct Options {
  var name = "lab"
}

let command = Command<Options>(
  "lab-net", summary: "keep two hosts and a wire between them", operands: "up | down | list | exec HOST -- COMMAND",
  options: [.text("n", "name", "NAME", "the network, when there are several", \.name)],
  examples: [
    ("lab-net up", "hosts `client` 10.77.0.1 and `server` 10.77.0.2"),
    ("lab-net exec server -- echo-server -l :8080", "a program in one of them"),
    ("lab-net down", "and everything is gone"),
  ],
  exits: [
    (.done, "done; with exec, what COMMAND ended with"),
    (.negative, "no such network or host, it is up already, or its keeper does not end"),
    (.usage, "bad command line"), (.unavailable, "a program is missing"), (.system, "a system call failed"),
    (.noPermission, "no namespaces for this user"),
  ])

Tool.main(command, Options()) { options, operands, report throws(Failure) in
  let notes = try StandingNetworkNotes()
  let name = try checkedName(options.name)
  switch (operands.first ?? "", operands.count) {
  case ("up", 1):
    return try up(name, notes, report)
  case ("down", 1):
    try network(name, notes).takeDown()
    report.event("down", [.text("name", name)])
  case ("list", 1):
    for network in try notes.all() { show("network", network, report) }
  case ("exec", 3...):
    let network = try network(name, notes)
    guard let host = network.hosts.first(where: { $0.name == operands[1] }) else {
      throw Failure(.negative, "\(name) has no host called \(operands[1])")
    }
    exit(try network.run(Array(operands.dropFirst(2)), in: host))
  case (NetworkKeeper.verb, 1):
    try NetworkKeeper.hold(name, hosts: hosts, notes: notes)
  default:
    throw Failure(.usage, "need `up`, `down`, `list` or `exec HOST -- COMMAND`")
  }
  return .done
}
