import PacketCodec
import Testing

@testable import LabKit

private let asksAll = "the first word to a station is a question to all, and the answer is for who asked"
private let nothingBack = "who was asked knows by that who asks, and asks nothing back"
private let confirmed =
  "an acknowledgment proves as much as an answer: what was stale is believed again, and nobody is asked"
private let probed = "without one the station itself is asked, after 600 ms, and not all"
private let missed = "nobody is asked for 3 times, a second apart, and no SYN leaves"
private let unreachable = "then connect fails: the host is unreachable"
private let announced =
  "an announcement is believed by who knew the address, unasked, and the connection goes on with another station"

@Suite struct `The experiment arp` {
  @Test func `has nothing against a good run`() {
    let judged = ARPExperiment.judge(ARPRun().observation)
    #expect(judged.count == 8)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: whereSomebodyIs + whereNobodyIs)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<ARPRun>) {
    var run = ARPRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  private static let millisecond = ARPRun.millisecond
  private static let server = ARPExperiment.server

  private static let whereSomebodyIs: [Breakage<ARPRun>] = [
    Breakage("the first question is for one station", fails: asksAll) {
      $0.first.station = ARPExperiment.server.hardwareAddress
    },
    Breakage("nobody answers it", fails: asksAll) { $0.answer = nil },
    Breakage("all are answered", fails: asksAll) { $0.answer?.station = .broadcast },
    Breakage("somebody else answers", fails: asksAll) { $0.answer?.from = ARPExperiment.successor },
    Breakage("the answer comes behind the SYN", fails: asksAll) { $0.answer?.time = 4 * millisecond },
    Breakage("the client knew before", fails: asksAll) {
      $0.notes[.before] = .init(time: 0, mac: server.hardwareAddress, state: .stale)
    },
    Breakage("it does not believe it", fails: asksAll) { $0.notes[.answered]?.state = .stale },
    Breakage("the server asks, too", fails: nothingBack) {
      $0.back = [
        .init(
          time: 2 * millisecond, from: server.hardwareAddress, sender: server.address,
          target: ARPExperiment.client.address)
      ]
    },
    Breakage("somebody is asked though something comes back", fails: confirmed) {
      $0.needless = [ARPRun.asking(server.address, at: 615 * millisecond, toward: server.hardwareAddress)]
    },
    Breakage("it was never stale", fails: confirmed) { $0.notes[.aged]?.state = .reachable },
    Breakage("it stays stale", fails: confirmed) { $0.notes[.confirmed]?.state = .delay },
    Breakage("the station is not asked", fails: probed) { $0.probes = [] },
    Breakage("all are asked again", fails: probed) { $0.probes[0].station = .broadcast },
    Breakage("it is asked at once", fails: probed) { $0.echo = 1_305 * millisecond },
    Breakage("it is not believed then", fails: probed) { $0.notes[.probed]?.state = .probe },
    Breakage("nobody announces", fails: announced) { $0.announcement = nil },
    Breakage("the announcement is for one", fails: announced) {
      $0.announcement?.station = ARPExperiment.client.hardwareAddress
    },
    Breakage("it is not believed", fails: announced) { $0.notes[.moved]?.mac = server.hardwareAddress },
    Breakage("the client asks first", fails: announced) {
      $0.needless = [ARPRun.asking(server.address, at: 1_405 * millisecond)]
    },
    Breakage("the connection stands still", fails: announced) { $0.replies = 2 },
    Breakage("the client has to be killed", fails: "the tools end well") { $0.endings["echo-client"] = .some(nil) },
  ]

  private static let whereNobodyIs: [Breakage<ARPRun>] = [
    Breakage("it is asked for twice", fails: missed) { $0.missing.removeLast() },
    Breakage("it is asked for in a burst", fails: missed) { $0.missing[1].time = 10 * millisecond },
    Breakage("a datagram leaves all the same", fails: missed) { $0.synToNobody = true },
    Breakage("connect says otherwise", fails: unreachable) { $0.failure?.errno = "ETIMEDOUT" },
    Breakage("connect succeeds", fails: unreachable) { $0.failure = nil },
    Breakage("it fails too early", fails: unreachable) { $0.failure?.time = 1_500 * millisecond },
    Breakage("the kernel still asks", fails: unreachable) { $0.notes[.missed]?.state = .incomplete },
  ]
}
