// wire: a link between two interfaces that delays, loses, reorders, doubles and damages, the same in each run.

import ToolKit
import Wire

let percent = "a percentage, 0 ... 100"
let percents = "1, 0.05; 1/0 as above"
let durations = "20ms; 20ms/5ms is one value for the way there, one for the way back"
let delay = "a duration such as 250ms or 1s, 0 ... 1m"

let command = Command<Settings>(
  "wire", summary: "join two interfaces by a link that impairs, the same in each run", operands: "INTERFACE INTERFACE",
  options: [
    .both(
      "delay", "DURATION", accepted: delay, range: "0 ... 1m", notation: durations, "how long a frame is under way",
      \.delay, initial: "0",
      read: Notation.delay),
    .both(
      "jitter", "DURATION", accepted: delay, range: "0 ... 1m", notation: durations,
      "how much longer or shorter at most; it changes no order", \.jitter, initial: "0", read: Notation.delay),
    .both(
      "rate", "BITS", accepted: "bits a second such as 512k or 10m, 1k ... 1000g, or 0 for no limit",
      range: "1k ... 1000g", notation: "512k, 10m, 1g: powers of ten; 10m/1m as above",
      "bits a second, in powers of ten; 0 is no limit", \.rate, initial: "0",
      read: Notation.rate),
    .size(nil, "queue", within: 0 ... Bottleneck.queueOctetsMax, "what waits for the rate at most", \.queueOctets),
    .value(
      nil, "queue-frames", "COUNT", within: 0 ... Bottleneck.queueFramesMax, "the same in frames", \.queueFrames),
    .both(
      "loss", "PERCENT", accepted: percent, range: "0 ... 100", notation: percents,
      "frames that are lost, each for itself", \.loss,
      initial: "0", read: Notation.percent),
    .both(
      "burst", "ENTER,LEAVE",
      accepted: "ENTER,LEAVE[,INSIDE[,OUTSIDE]], percentages, the first two together 0.1 ... 100",
      notation: "1,25 or 1,25,50,0.1: percentages; two with a slash as above",
      "losses in bursts: how likely one begins and ends, and how much is lost inside (100) and outside (0)", \.burst,
      read: Notation.burst),
    .both(
      "reorder", "PERCENT", accepted: percent, range: "0 ... 100", notation: percents,
      "frames that are held back behind later ones",
      \.reorder, initial: "0", read: Notation.percent),
    .both(
      "hold-back", "DURATION", accepted: "a duration such as 5ms, 1ns ... 1m", range: "1ns ... 1m", notation: durations,
      "how long these are held", \.holdBack, initial: "5ms", read: Notation.hold),
    .both(
      "duplicate", "PERCENT", accepted: percent, range: "0 ... 100", notation: percents, "frames that come twice",
      \.duplicate,
      initial: "0", read: Notation.percent),
    .both(
      "corrupt", "PERCENT", accepted: percent, range: "0 ... 100", notation: percents, "frames with a bit turned round",
      \.corrupt,
      initial: "0", read: Notation.percent),
    .value(
      nil, "mtu", "OCTETS", within: 68 ... 65535, "longer datagrams vanish without a word",
      \.maximumTransmissionUnit),
    .list(nil, "drop", "KIND:NUMBER", "lose just this one, as data:3; may be given again", \.drops),
    .value(
      nil, "seed", "NUMBER", within: 0 ... .max, "what chance begins with; drawn and told if not given", \.seed),
  ],
  examples: [
    ("wire left right --delay 20ms --rate 10m", "a slow line: 40 ms there and back, 10 Mbit/s each way"),
    ("wire left right --drop forward:data:3 -v", "lose the third data segment of each connection, and say so"),
    ("wire left right --loss 1/0 --seed 7", "lose a hundredth on the way there, the same ones each time"),
  ],
  exits: [
    (.done, "ended by SIGINT or SIGTERM"),
    (.system, "there is no such interface, or it went away"),
    (.noPermission, "CAP_NET_RAW is missing"),
  ])

Tool.main(command, Settings()) { settings, operands, report throws(Failure) in
  guard operands.count == 2 else { throw Failure(.usage, "operands: two interfaces must be named") }
  guard operands[0] != operands[1] else {
    throw Failure(.usage, "operands: \(operands[0]): an interface cannot be joined to itself")
  }
  var carrier = try Carrier(settings, from: operands[0], to: operands[1], report)
  do throws(Failure) {
    try carrier.run()
  } catch {
    carrier.tellSummary()
    throw error
  }
  carrier.tellSummary()
  return .done
}
