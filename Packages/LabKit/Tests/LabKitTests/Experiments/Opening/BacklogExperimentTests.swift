import PacketCodec
import SocketKit
import Testing

@testable import LabKit

private let places = "a backlog of 3 holds 4 connections that nobody has accepted"
private let believes = "one client more believes that it is connected: its ACK came and found no place"
private let again = "the server asks it again, as if its ACK had been lost"
private let octets = "its octets are sent again and again, and taken only when there is a place"
private let unanswered = "the SYN of the last client is not answered at all, neither by SYN ACK nor by RST"
private let returns = "its connect returns when there is a place, and another SYN has come"
private let all = "all of them come in when the server accepts, and nothing that they said is lost"
private let noReset = "nobody is refused: no RST"
private let come = "6 clients come, and in the end the server accepts"

@Suite struct `The experiment backlog` {
  @Test func `has nothing against a good run`() {
    let judged = BacklogExperiment.judge(BacklogRun().observation)
    #expect(judged.count == 9)
    #expect(judged.filter { !$0.holds }.map(\.line) == [])
  }

  @Test(arguments: breakages)
  func `fails where the truth is broken, and nowhere else`(breakage: Breakage<BacklogRun>) {
    var run = BacklogRun()
    breakage.happen(&run)
    #expect(run.failing == breakage.fails)
  }

  private static let breakages: [Breakage<BacklogRun>] = [
    Breakage("the queue holds no more than its length", fails: places) { $0.held.server = 3 },
    Breakage("the queue holds two more", fails: places) { $0.held.server = 5 },
    Breakage("nobody believes too early", fails: believes) { $0.held.clients = 4 },
    Breakage("the server takes the ACK after all", fails: believes) { $0.waiting = 3_000_000 },
    Breakage("the server does not ask again", fails: again) { $0.scripts[BacklogRun.unlucky].beats.remove(at: 5) },
    Breakage("the octets are sent once", fails: octets) { run in
      run.scripts[BacklogRun.unlucky].beats.removeSubrange(4 ... 4)
      run.scripts[BacklogRun.unlucky].beats.remove(at: 6)
    },
    Breakage("the octets are acknowledged before there is a place", fails: octets) {
      $0.scripts[BacklogRun.unlucky].pause = nil
    },
    Breakage("the octets are never acknowledged", fails: octets) { $0.scripts[BacklogRun.unlucky].beats.removeLast() },
    Breakage("the last SYN is answered at once", fails: unanswered) { $0.scripts[BacklogRun.last].pause = nil },
    Breakage("the last client asks once", fails: unanswered) {
      $0.scripts[BacklogRun.last].beats.removeSubrange(1 ... 2)
      $0.scripts[BacklogRun.last].pause?.before = 1
    },
    Breakage("the last client is refused", fails: unanswered, noReset) {
      $0.scripts[BacklogRun.last].beats.insert(.reset(from: .server), at: 1)
    },
    Breakage("the last connect returns too early", fails: returns) { $0.connected = 1_200_000_000 },
    Breakage("the last connect does not return", fails: unanswered, returns) { $0.connected = nil },
    Breakage("one is never accepted", fails: all) { $0.accepted = 5 },
    Breakage("an octet is not read", fails: all) { $0.read[1] = 5 },
    Breakage("a caller ended badly", fails: "the tools end well") { $0.endings[BacklogExperiment.late] = .exited(1) },
    Breakage("a client did not come", fails: come) { $0.scripts.removeLast() },
    Breakage("nobody accepts", fails: come) { $0.accepted = 0 },
  ]
}
