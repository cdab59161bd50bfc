import PacketCodec
import UStack
import UStackLink

let configuration = StackConfiguration(
  port: .ethernet(MACAddress(0x02_00_00_00_00_02)), interface: InterfaceAddress("10.0.0.2/24")!, secret: .random())
var driver = StackDriver(Stack(configuration, now: StackDriver.now), on: try .cable(ofTap: "tap0"))

let start = StackDriver.now
let end = start + .seconds(5)
var reply: EchoReply?
_ = driver.stack.send(
  EchoRequest(to: IPv4Address(10, 0, 0, 1), identifier: 1, sequence: 1, payload: Array("Are you there?".utf8)))
try driver.flush()
while reply == nil, StackDriver.now < end {
  try driver.wait(until: end)
  try driver.turn()
  while let event = driver.stack.nextEvent() {
    if case .echoReply(let found) = event { reply = found }
  }
}
print(reply.map { "\($0.source) gave \($0.payload.count) octets back after \($0.time - start)" } ?? "nobody answered")
