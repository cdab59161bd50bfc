import SocketKit
import Testing

@testable import Observe

@Suite struct `A queue that nobody empties` {
  private static let probe = SocketTimer(.zeroWindowProbe, expiresMilliseconds: 300)

  @Test func `is that of accept when the same connections wait in both looks`() throws {
    var scene = Scene()
    scene.add(Scene.listener(waiting: 2))
    for place in 1 ... 2 { scene.add(Scene.accepted(place: place, unread: 9, held: false)) }
    scene.own([900])
    scene.descriptors[7] = DescriptorUse(open: 5, limit: 64)
    let queue = AcceptQueue(
      waiting: 2, backlog: 4, standing: 2, overflows: 0, descriptors: DescriptorUse(open: 5, limit: 64))
    #expect(scene.causes == [.notAccepted(queue)])
    #expect(scene.diagnosis.findings[0].owner?.process == 7)
  }

  @Test func `is that of accept when it is full in both looks, though it moves`() {
    var scene = Scene()
    scene.overflows = 12
    scene.add(Scene.listener(waiting: 5))
    for place in 1 ... 5 { scene.add(Scene.accepted(place: place, held: false)) { $0.cookie += 100 } }
    #expect(
      scene.causes == [
        .notAccepted(AcceptQueue(waiting: 5, backlog: 4, standing: 0, overflows: 12, descriptors: nil))
      ])
  }

  @Test func `is nobody's fault when it moves, and is not full`() {
    var scene = Scene()
    scene.add(Scene.listener(waiting: 4))
    for place in 1 ... 4 { scene.add(Scene.accepted(place: place, held: false)) { $0.cookie += 100 } }
    #expect(scene.causes == [])
    // Full once is a burst.
    scene.after[0].queue = .connections(waiting: 5, limit: 4)
    #expect(scene.causes == [])
  }

  @Test func `is the cause of what its peers see`() {
    var scene = Scene()
    scene.add(Scene.listener(waiting: 5, address: SocketAddress("[::]:80")!))
    scene.add(Scene.accepted(held: false))
    let timer = SocketTimer(.retransmission, expiresMilliseconds: 9)
    scene.add(Scene.connected(.synSent, place: 2, queued: 1, timer: timer, retransmissions: 2))
    scene.add(Scene.connected(place: 3, queued: 9, timer: timer, retransmissions: 2))
    for place in 10 ... 40 {
      scene.add(Scene.accepted(.synReceived, place: place, held: false, timer: timer, retransmissions: 1))
    }
    #expect(scene.causes.count == 1)
    scene.after[0].queue = .connections(waiting: 0, limit: 64)
    #expect(
      scene.causes == [
        .synUnanswered(attempts: 3, nextMilliseconds: 9), .synAckUnanswered(backlog: 64),
        .unacknowledged(queuedOctets: 9, retransmissions: 2, timeoutMilliseconds: 0),
      ])
  }

  @Test func `is that of octets when the local program does not read`() {
    var scene = Scene()
    scene.add(Scene.accepted(unread: 70))
    scene.own([1])
    #expect(scene.causes == [.notRead(unreadOctets: 70, waiting: .nobody)])
    scene.add(Scene.connected(queued: 5, timer: Self.probe))
    #expect(scene.causes == [.notRead(unreadOctets: 70, waiting: .peer)])
    #expect(scene.diagnosis.findings[0].owner?.process == 7)
  }

  @Test func `is work when something was read of it, or more came`() {
    for queue in [SocketQueue.octets(received: 69, unacknowledged: 0), .octets(received: 71, unacknowledged: 0)] {
      var scene = Scene()
      scene.add(Scene.accepted(unread: 70)) { $0.queue = queue }
      #expect(scene.causes == [])
    }
    // As much came as was read.
    var scene = Scene()
    scene.add(Scene.accepted(unread: 70)) { $0.information?.octetsReceived += 70 }
    #expect(scene.causes == [])
  }

  @Test func `is the other end's when this one waits for its window`() {
    var scene = Scene()
    scene.add(Scene.accepted(unread: 70, queued: 5, timer: Self.probe))
    #expect(scene.causes == [.peerNotRead(queuedOctets: 5, probes: 0)])
    scene.add(Scene.connected(unread: 30))
    #expect(scene.causes == [.notRead(unreadOctets: 30, waiting: .peer)])
  }

  @Test func `is both ends' when each waits for the other's window`() {
    var scene = Scene()
    scene.add(Scene.accepted(unread: 70, queued: 5, timer: Self.probe))
    scene.add(Scene.connected(unread: 30, queued: 5, timer: Self.probe))
    scene.own([1])
    scene.own([1_000_001], process: 8)
    #expect(
      scene.causes == [.notRead(unreadOctets: 70, waiting: .both), .notRead(unreadOctets: 30, waiting: .both)])
  }
}
