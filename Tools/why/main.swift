// why: what is wrong with a port, a connection or a process.

import Observe
import SocketKit
import ToolKit

let command = Command<Settings>(
  "why", summary: "say why connections do not go on: whose fault it is, and the cure",
  operands: "HOST:PORT | LOCAL REMOTE | PID",
  options: [
    .duration(
      "i", "interval", within: .milliseconds(10) ... .seconds(3600),
      "time between the two looks: what moves meanwhile is not stuck", \.interval),
    .ports("where the program takes its source ports from; else where the kernel looks", \.ports),
  ],
  examples: [
    ("why :8080", "a service, and who is connected to it from here"),
    ("why 192.0.2.7:443", "connections to another machine"),
    ("why $(pgrep -o echo-server)", "all that one process does"),
  ],
  exits: [
    (.done, "nothing is wrong"),
    (.negative, "something is, or there is nothing to look at"),
    (.unavailable, "the name has no address, or the kernel no socket diagnosis"),
    (.system, "a system call failed"),
    (.protocolViolation, "the kernel's answer could not be understood"),
    (.noPermission, "the process is another user's, or in another network namespace"),
  ])

Tool.main(command, Settings()) { settings, operands, report throws(Failure) in
  let question = try Question(operands)
  try question.goThere()
  var examination = try Examination(of: question.subject, settings)
  let diagnosis = try examination.run(report)
  return Answer(question, diagnosis, examination.sockets, settings).tell(report)
}
