import PacketCodec
import SocketKit
import Testing

@testable import LabKit

private let handshake = "three segments open the connection"
private let octets = "every octet comes back"
private let closing = "the client closes first, then the other side"
private let finAndCall = "the client's FIN follows its call of shutdown"
private let timeWait = "TIME_WAIT is at the end that closed first, alone"
private let noReset = "no reset"
private let noRetransmission = "no retransmission"
private let descriptors = "echo-server closes every descriptor it accepted"
private let endings = "the tools end well"
private let oneConnection = "one connection passes the wire"

@Suite struct `The echo experiment` {
  @Test func `has nothing against a good run`() {
    let judged = EchoExperiment.judge(EchoRun().observation)
    #expect(judged.count == 9)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: onTheWire + whileOpening + whileClosing + inTheKernel + inTheTools)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<EchoRun>) {
    var run = EchoRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  private static let onTheWire: [Breakage<EchoRun>] = [
    Breakage("an octet is lost on the way back", fails: octets) {
      $0.script.beats[EchoRun.lastEcho].payload.removeFirst()
    },
    Breakage("the last octet is lost on the way back", fails: octets) {
      $0.script.beats[EchoRun.lastEcho].payload.removeLast()
      $0.counts = (20, 19)
    },
    Breakage("an octet is changed on the way back", fails: octets) {
      $0.script.beats[EchoRun.lastEcho].payload[1] ^= 0x20
    },
    Breakage("an octet comes back that never went out", fails: octets) {
      $0.script.beats[EchoRun.lastEcho].payload.append(0)
      $0.counts = (20, 21)
    },
    Breakage("two octets come back in each other's place", fails: octets) {
      $0.script.beats[EchoRun.lastEcho].payload.swapAt(0, 1)
    },
    Breakage("nothing goes out and nothing comes back", fails: octets) {
      for place in $0.script.beats.indices { $0.script.beats[place].payload = [] }
      $0.counts = (0, 0)
    },
    Breakage("the client counts one octet less out", fails: octets) { $0.counts = (19, 20) },
    Breakage("the client counts one octet more in", fails: octets) { $0.counts = (20, 21) },
    Breakage("the client tells nothing", fails: octets) { $0.counts = nil },
    Breakage("the client resets at the end", fails: noReset) { $0.script.beats.append(.reset(from: .client)) },
    Breakage("the server resets in the middle", fails: noReset) {
      $0.script.beats.insert(.reset(from: .server), at: EchoRun.lastEcho + 1)
    },
    Breakage("the client repeats a line", fails: noRetransmission) {
      $0.script.beats.insert(.data("hello\n", from: .client).at(1), at: 4)
    },
    Breakage("the server repeats its FIN", fails: noRetransmission) {
      $0.script.beats.append(.fin(from: .server).at(21))
    },
    Breakage("the server repeats one octet that was not acknowledged", fails: noRetransmission) {
      $0.script.beats[4] = .data("h", from: .server)
      $0.script.beats.insert(.data("h", from: .server).at(1), at: 5)
      $0.script.beats.insert(.data("ello\n", from: .server), at: 6)
    },
    Breakage("there are two connections", fails: oneConnection) {
      $0.other = $0.script
      $0.other?.client.port += 1
    },
    Breakage("there is no connection", fails: oneConnection) { $0.script.beats = [] },
  ]

  private static let whileOpening: [Breakage<EchoRun>] = [
    Breakage("the third segment is missing", fails: handshake) { $0.script.beats.remove(at: 2) },
    Breakage("the SYN was not seen", fails: handshake) { $0.script.beats.removeFirst() },
    Breakage("the SYN ACK was not seen", fails: handshake) { $0.script.beats.remove(at: 1) },
    Breakage("the SYN ACK passes before the SYN", fails: handshake) {
      $0.script.beats[1] = .synAck.acknowledging(1)
      $0.script.beats.swapAt(0, 1)
    },
    Breakage("the ACK passes before the SYN ACK", fails: handshake) {
      $0.script.beats[2] = .ack.at(1).acknowledging(1)
      $0.script.beats.swapAt(1, 2)
    },
    Breakage("the SYN ACK acknowledges something else", fails: handshake) {
      $0.script.beats[1] = .synAck.acknowledging(2)
    },
    Breakage("the ACK acknowledges something else", fails: handshake) { $0.script.beats[2] = .ack.acknowledging(0) },
    Breakage("the SYN is sent twice", fails: handshake, noRetransmission) {
      $0.script.beats.insert(.syn.at(0), at: 1)
    },
    Breakage("both ends open at once", fails: handshake) {
      $0.script.beats.replaceSubrange(
        0 ..< 3,
        with: [.syn, Beat(sender: .server, flags: .synchronize), .ack(from: .client), .ack(from: .server)])
    },
  ]

  private static let whileClosing: [Breakage<EchoRun>] = [
    Breakage("the server closes first", fails: closing) {
      $0.script.beats.swapAt(EchoRun.clientFin, EchoRun.serverFin)
      $0.waiting = [.server]
    },
    Breakage("the server closes first and the client waits", fails: closing, timeWait) {
      $0.script.beats.swapAt(EchoRun.clientFin, EchoRun.serverFin)
    },
    Breakage("the server never closes its half", fails: closing) { $0.script.beats.remove(at: EchoRun.serverFin) },
    Breakage("the client never closes its half", fails: closing, finAndCall, timeWait) {
      $0.script.beats.remove(at: EchoRun.clientFin)
    },
    Breakage("nobody closes", fails: closing, finAndCall, timeWait) {
      $0.script.beats.removeAll { $0.flags.contains(.finish) }
    },
    Breakage("shutdown is called after the FIN left", fails: finAndCall) { $0.shutdown = (21_000, nil) },
    Breakage("shutdown is never called", fails: finAndCall) { $0.shutdown = nil },
    Breakage("shutdown fails", fails: finAndCall) { $0.shutdown = (-30_000, "ENOTCONN") },
  ]

  private static let inTheKernel: [Breakage<EchoRun>] = [
    Breakage("TIME_WAIT is at the wrong end", fails: timeWait) { $0.waiting = [.server] },
    Breakage("TIME_WAIT is at both ends", fails: timeWait) { $0.waiting = [.client, .server] },
    Breakage("TIME_WAIT is nowhere", fails: timeWait) { $0.waiting = [] },
  ]

  private static let inTheTools: [Breakage<EchoRun>] = [
    Breakage("the accepted descriptor is never closed", fails: descriptors) { $0.serverCalls = [.accept] },
    Breakage("the accepted descriptor cannot be closed", fails: descriptors) {
      $0.serverCalls = [.accept, .close(error: "EIO")]
    },
    Breakage("nothing is accepted", fails: descriptors) { $0.serverCalls = [] },
    Breakage("the client finds the answer to be no", fails: endings) { $0.endings["echo-client"] = .exited(1) },
    Breakage("the server is killed", fails: endings) { $0.endings["echo-server"] = .signalled(.kill) },
    Breakage("the server does not end", fails: endings) { $0.endings["echo-server"] = .some(nil) },
    Breakage("the client never ran", fails: endings) { $0.endings["echo-client"] = nil },
  ]

  @Test func `holds where only the clocks disagree a little`() {
    var run = EchoRun()
    run.shutdown = (20_000, nil)
    #expect(run.failing == [])
  }

  @Test func `names what it found beside each claim`() {
    let found = EchoExperiment.judge(EchoRun().observation).map(\.line)
    #expect(
      found == [
        "EXPECT \(handshake): SYN, SYN ACK, ACK in 0.200 ms ... PASS",
        "EXPECT \(octets): wire 20 out, 20 back; client 20 out, 20 in ... PASS",
        "EXPECT \(closing): FIN from 10.77.0.1:40000 (frame 11), then FIN from 10.77.0.2:8080 (frame 12) ... PASS",
        "EXPECT \(finAndCall): 0.030 ms after it was entered ... PASS",
        "EXPECT \(timeWait): TIME_WAIT at 10.77.0.1:40000 ... PASS",
        "EXPECT \(noReset): none ... PASS",
        "EXPECT \(noRetransmission): none in 13 segments ... PASS",
        "EXPECT \(descriptors): 1 accepted, 1 closed ... PASS",
        "EXPECT \(endings): echo-client exit 0, echo-server exit 0 ... PASS",
      ])
  }
}
