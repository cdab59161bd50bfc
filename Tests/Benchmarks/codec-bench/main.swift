// codec-bench WORK COUNT [FRAME…]: does one piece of PacketCodec's work COUNT times and prints the nanoseconds of
// processor time that one took. `scripts/bench-codec` runs it beside Tests/Benchmarks/peers/codec.c.

import Glibc
import PacketCodec

let arguments = CommandLine.arguments
guard arguments.count > 2, let rounds = Int(arguments[2]), rounds > 0 else { exit(64) }
let frames = Frames(arguments.dropFirst(3).prefix(16))

let (nanoseconds, sum): (Double, UInt64)
switch arguments[1] {
case "decode": (nanoseconds, sum) = frames.decode(rounds)
case "frame": (nanoseconds, sum) = frames.decodeWhole(rounds)
case "encode": (nanoseconds, sum) = frames.encode(rounds)
case let work where work.hasPrefix("checksum-"):
  guard let count = Int(work.dropFirst(9)), count >= 256 else { exit(64) }
  (nanoseconds, sum) = checksum(octetCount: count, rounds)
default: exit(64)
}
// The sum is printed so that nothing of the work can be left out.
print(nanoseconds, sum)
