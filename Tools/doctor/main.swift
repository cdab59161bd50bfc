// doctor: what this machine can do for the laboratory and the tools.

import SocketKit
import ToolKit

let command = Command<Settings>(
  "doctor", summary: "try what this machine can do for the laboratory and the tools", operands: "[CAPABILITY...]",
  options: [
    .flag(nil, "here", "try in this very process, which it changes for its life", \.isHere),
    .duration(
      nil, "timeout", within: .milliseconds(100) ... .seconds(3600), "longest wait for one trial", \.timeout),
  ],
  examples: [
    ("doctor", "everything, and whether the laboratory can run"),
    ("doctor -j | jq -r 'select(.verdict == \"no\") | .cure'", "what would have to be done"),
    ("doctor strace nft", "these two"),
  ],
  exits: [
    (.done, "the laboratory can run everything, or all that was asked for is there"),
    (.negative, "something of that is missing"),
  ])

Tool.main(command, Settings()) { settings, operands, report throws(Failure) in
  let capabilities = try Capability.named(operands)
  if settings.isHere {
    // One after the other in one process: what a trial has left, the next one finds.
    let verdicts = capabilities.map { capability in
      // Before the trial, which may make root of an ordinary user.
      let isNeeded = capability.isForLaboratory
      return Trial.run(capability).tell(capability, isNeeded: isNeeded, report)
    }
    return verdicts.allSatisfy(\.self) ? .done : .negative
  }
  var ward = Ward(settings, report)
  return ward.examine(capabilities, isComplete: operands.isEmpty)
}
