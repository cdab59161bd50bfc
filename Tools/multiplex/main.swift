// multiplex: many clients at once against a server that waits before it answers.

import EventLoop
import SocketKit
import ToolKit

let hour = Duration.seconds(3600)

let command = Command<Settings>(
  "multiplex", summary: "show how many waiting connections one thread can serve",
  options: [
    .value("n", "clients", "COUNT", within: 1 ... 1_000_000, "how many at once", \.clients),
    .duration(nil, "delay", within: .zero ... hour, "how long the server waits before an answer", \.delay),
    .choice(nil, "model", "one loop waits for all, or a thread for each", \.model),
    .value(
      nil, "descriptors", "COUNT", within: 16 ... 1 << 20,
      "set the limit of descriptors to so many first; else leave it",
      \.descriptors),
    .duration(nil, "grace", within: .zero ... hour, "how long answers may still come after a signal", \.grace),
  ],
  examples: [
    ("multiplex", "a hundred clients, two seconds each, in two seconds and one thread"),
    ("multiplex --model threads", "the same with a thread for each"),
    ("multiplex -n 5000 --descriptors 10100", "five thousand"),
  ],
  exits: [
    (.done, "every client got its answer, or a signal came"),
    (.negative, "some client did not"),
    (.system, "a system call failed, as when --descriptors is above the hard limit"),
  ])

Tool.main(command, Settings()) { settings, _, report throws(Failure) in
  if let count = settings.descriptors {
    do throws(Errno) {
      try DescriptorLimit.setSoft(count)
    } catch {
      let hard = DescriptorLimit.current.hard
      throw Failure(errno: error, doing: "RLIMIT_NOFILE \(count) (the hard limit is \(hard))")
    }
  }
  do throws(Errno) {
    // Before the first thread, which would take the signals otherwise.
    let signals = try SignalDescriptor([.interrupt, .terminate])
    var demonstration = try Demonstration(settings, report, signals)
    return try demonstration.run()
  } catch {
    throw Failure(errno: error, doing: "multiplexing")
  }
}
