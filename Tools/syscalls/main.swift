// syscalls: a command under strace(1), its calls as events.

import Glibc
import SocketKit
import ToolKit

let command = Command<Settings>(
  "syscalls", summary: "run a command and tell its system calls", operands: "-- COMMAND [ARGUMENT]...",
  options: [
    .text("e", "trace", "LIST", "which calls, as strace(1) names them (those about descriptors and sockets)", \.trace),
    .choice(nil, "follow", "whether the processes that it starts are told too", \.following),
    .text("o", "output", "FILE", "write events there and not to standard output", \.output),
  ],
  examples: [
    ("syscalls -o calls.ndjson -j -- curl -s http://10.0.0.2/", "what curl asks the kernel for, for the timeline"),
    ("syscalls -e connect,%net -- nc 10.0.0.2 80", "only some calls, among the command's own output"),
  ],
  exits: [
    (.done, "the command's own, or 128 and its signal; 126: could not be executed; 127: not found"),
    (.unavailable, "strace is not installed, may not trace, or ended before the command"),
    (.system, "a system call failed"), (.inputOutput, "FILE could not be written"),
    (.noPermission, "FILE may not be written"),
  ])

Tool.main(command, Settings()) { settings, operands, report throws(Failure) in
  Signal.expectChildren()
  guard let name = operands.first else { throw Failure(.usage, "a command is needed: syscalls -- COMMAND") }
  guard let strace = Spawn.search("strace") else {
    throw Failure(.unavailable, "strace: not found: install it (make deps)")
  }
  guard Spawn.search(name) != nil else {
    let isThere = name.contains("/") && access(name, F_OK) == 0
    report.diagnose("\(name): \(isThere ? "no program" : "not found")")
    exit(isThere ? 126 : 127)
  }
  let telling = try Telling(report, file: settings.output)
  var command = try TracedCommand(strace, operands, settings, telling)
  let ending: TracedCommand.Ending
  do throws(Failure) {
    ending = try command.run(report)
  } catch {
    command.abandon()
    throw error
  }
  switch ending {
  case .status(let status): exit(status)
  case .readerLeft:
    command.abandon()
    return .done
  }
}
