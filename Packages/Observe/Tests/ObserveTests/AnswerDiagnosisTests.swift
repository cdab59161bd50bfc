import SocketKit
import Testing

@testable import Observe

@Suite struct `A segment that nothing answers` {
  private static let retransmission = SocketTimer(.retransmission, expiresMilliseconds: 400)

  @Test func `is a SYN in both looks, however many go there`() {
    var scene = Scene()
    for place in 1 ... 3 {
      scene.add(Scene.connected(.synSent, place: place, timer: Self.retransmission, retransmissions: 2))
    }
    #expect(scene.causes == [.synUnanswered(attempts: 3, nextMilliseconds: 400)])
    #expect(scene.diagnosis.findings[0].sockets == 3 && scene.diagnosis.findings[0].silentMilliseconds == nil)
    scene.before = []
    #expect(scene.causes == [])
  }

  @Test func `is data that was sent again, and of which nothing was acknowledged`() {
    var scene = Scene()
    scene.add(Scene.connected(queued: 90, timer: Self.retransmission, retransmissions: 4))
    #expect(
      scene.causes == [.unacknowledged(queuedOctets: 90, retransmissions: 4, timeoutMilliseconds: 0)])
  }

  @Test func `is answered when something was acknowledged, or nothing had to be sent again`() {
    for change in [
      { $0.information?.octetsAcknowledged += 9 }, { $0.retransmissions = 0 }, { $0.timer?.kind = .keepAlive },
    ] as [(inout SocketSnapshot) -> Void] {
      var scene = Scene()
      scene.add(Scene.connected(queued: 90, timer: Self.retransmission, retransmissions: 4), change: change)
      #expect(scene.causes == [])
    }
  }

  @Test func `is a loss when it was sent again and the connection goes on`() {
    func causes(lost: Int, of sent: Int, isPeerHere: Bool = false) -> [Cause] {
      var scene = Scene()
      if isPeerHere { scene.add(Scene.accepted()) }
      scene.add(Scene.connected(queued: 90)) {
        $0.information?.octetsAcknowledged += 9000
        $0.information?.segmentsSent += sent
        $0.information?.retransmittedSegments += lost
      }
      return scene.causes
    }
    #expect(causes(lost: 3, of: 299) == [.loss(retransmittedSegments: 3, sentSegments: 299)])
    #expect(causes(lost: 3, of: 300) == [])
    #expect(causes(lost: 2, of: 10) == [])
    #expect(causes(lost: 9, of: 10, isPeerHere: true) == [])
  }

  @Test func `is our SYN ACK when many wait for the third segment, and a few are no fault`() {
    func scene(_ count: Int, retransmissions: Int = 1) -> Scene {
      var scene = Scene()
      scene.add(Scene.listener(backlog: 128))
      for place in 1 ... count {
        scene.add(Scene.accepted(.synReceived, place: place, held: false, retransmissions: retransmissions))
      }
      return scene
    }
    #expect(scene(16).causes == [.synAckUnanswered(backlog: 128)])
    #expect(scene(15).causes == [])
    #expect(scene(15).diagnosis.remarks == [HarmlessRemark(kind: .halfOpen, sockets: 15, goneMilliseconds: nil)])
    #expect(scene(16, retransmissions: 0).causes == [])
  }

  @Test func `is missed by nobody on a server that works`() {
    var scene = Scene()
    scene.add(Scene.listener())
    scene.own([900])
    scene.descriptors[7] = DescriptorUse(open: 9, limit: 1024)
    // The kernel gives every second port.
    for place in stride(from: 2, through: 200, by: 2) {
      scene.add(Scene.accepted(place: place))
      scene.add(Scene.connected(place: place, queued: 64, timer: Self.retransmission)) {
        $0.information?.octetsAcknowledged += 64
      }
    }
    #expect(scene.causes == [])
    #expect(Scene().causes == [] && Scene().diagnosis.remarks == [] && Scene().diagnosis.unseen == 0)
  }
}
