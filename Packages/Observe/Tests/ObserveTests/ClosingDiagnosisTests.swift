import SocketKit
import Testing

@testable import Observe

@Suite struct `A connection that one end has closed` {
  @Test func `is not closed by the other when it stands in CLOSE_WAIT, and that one's program is named`() throws {
    var scene = Scene()
    scene.add(Scene.accepted(.closeWait, unread: 1))
    scene.add(Scene.connected(.finWait2))
    scene.own([1])
    scene.own([1_000_001], process: 8, "client")
    let finding = try #require(scene.diagnosis.findings.first)
    #expect(scene.diagnosis.findings.count == 1)
    #expect(finding.cause == .notClosed(unreadOctets: 0, descriptors: nil))
    #expect(finding.state == .closeWait && finding.sockets == 1 && finding.local == Scene.server)
    #expect(finding.owner?.process == 7 && finding.owner?.descriptor == 3 && finding.peer?.process == 8)
    #expect(finding.silentMilliseconds == 3000)
  }

  @Test func `is one finding for all of a process, with its descriptors and what it has not read`() {
    var scene = Scene()
    for place in 1 ... 40 { scene.add(Scene.accepted(.closeWait, place: place, unread: 6)) }
    scene.own((1 ... 40).map { UInt64($0) })
    scene.descriptors[7] = DescriptorUse(open: 46, limit: 50)
    // The FINs are no octets of anybody's.
    #expect(
      scene.causes == [.notClosed(unreadOctets: 200, descriptors: DescriptorUse(open: 46, limit: 50))])
    #expect(scene.diagnosis.findings[0].sockets == 40)
  }

  @Test func `is work while anything moves`() {
    for change in [
      { $0.information?.octetsAcknowledged += 1 }, { $0.information?.octetsReceived += 1 },
      { $0.queue = .octets(received: 3, unacknowledged: 0) }, { $0.cookie += 1 },
    ] as [(inout SocketSnapshot) -> Void] {
      for socket in [Scene.accepted(.closeWait), Scene.connected(.finWait2)] {
        var scene = Scene()
        scene.add(socket, change: change)
        #expect(scene.causes == [])
      }
    }
  }

  @Test func `is new when only the second look has it, or it has just come to that state`() {
    var scene = Scene()
    scene.after = [Scene.accepted(.closeWait)]
    #expect(scene.causes == [])
    scene.before = [Scene.accepted(.established)]
    #expect(scene.causes == [])
  }

  @Test func `is the peer's to close where the peer is elsewhere`() {
    var scene = Scene()
    scene.add(Scene.connected(.finWait2))
    #expect(scene.causes == [.peerNotClosed])
  }

  @Test func `is the kernel's to end where nobody holds FIN_WAIT2`() {
    var scene = Scene()
    scene.add(Scene.connected(.finWait2, held: false, timer: SocketTimer(.timeWait, expiresMilliseconds: 900)))
    #expect(scene.causes == [])
    #expect(
      scene.diagnosis.remarks == [
        HarmlessRemark(kind: .abandonedFinWait2, sockets: 1, goneMilliseconds: 900)
      ])
  }

  @Test func `is a shortage of descriptors when these are nearly used up by something else`() {
    var scene = Scene()
    scene.add(Scene.listener())
    scene.own([900])
    scene.descriptors[7] = DescriptorUse(open: 58, limit: 64)
    #expect(scene.causes == [.descriptorsUsedUp(DescriptorUse(open: 58, limit: 64))])
    scene.descriptors[7] = DescriptorUse(open: 57, limit: 64)
    #expect(scene.causes == [])
    scene.descriptors[7] = DescriptorUse(open: 1000, limit: .max)
    #expect(scene.causes == [])
  }

  @Test func `is not known to be anybody's when its holder may not be seen`() {
    var scene = Scene()
    scene.add(Scene.accepted(.closeWait))
    #expect(scene.causes == [.notClosed(unreadOctets: 0, descriptors: nil)])
    #expect(scene.diagnosis.findings[0].owner == nil)
    #expect(scene.diagnosis.unseen == 1)
  }
}
