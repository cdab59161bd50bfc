import SocketKit
import Testing

@testable import Observe

@Suite struct `Ports to one place` {
  /// Connections from these ports of 10.0.0.1 to 10.0.0.2:80.
  private func scene(
    _ numbers: some Sequence<UInt16>, state: TCPSocketState = .timeWait, leftMilliseconds: Int = 59_500
  ) -> Scene {
    var scene = Scene()
    scene.ports = EphemeralPorts(range: 40000 ... 40099)
    for port in numbers {
      scene.add(
        SocketSnapshot(
          local: SocketAddress(Scene.client.address, port: port), remote: Scene.server, state: state,
          timer: state == .timeWait ? SocketTimer(.timeWait, expiresMilliseconds: leftMilliseconds) : nil,
          inode: state == .timeWait ? 0 : UInt64(port), cookie: UInt64(port)))
    }
    return scene
  }

  private func use(timeWait: Int, live: Int) -> Cause {
    .portsUsedUp(PortUse(range: 40000 ... 40099, ports: 100, timeWait: timeWait, live: live))
  }

  @Test func `are used up by TIME_WAIT`() {
    #expect(scene(40000 ... 40099).causes == [use(timeWait: 100, live: 0)])
    #expect(scene(40000 ... 40099).diagnosis.remarks == [])
  }

  @Test func `are used up by live connections, and their process is named`() {
    var scene = scene(40000 ... 40099, state: .established)
    scene.own([40050])
    #expect(scene.causes == [use(timeWait: 0, live: 100)])
  }

  @Test func `are nearly used up when fewer than one in twenty is left`() {
    #expect(scene((40000 ... 40099).filter { $0 % 25 != 0 }).causes == [use(timeWait: 96, live: 0)])
    let enough = scene((40000 ... 40099).filter { $0 % 20 != 0 })
    #expect(enough.causes == [])
    #expect(enough.diagnosis.remarks == [HarmlessRemark(kind: .timeWait, sockets: 95, goneMilliseconds: 59_500)])
  }

  @Test func `are counted for each place by itself`() {
    var scene = scene(40000 ... 40049)
    let half = scene.after
    scene.after += half.map {
      var other = $0
      other.remote.port = 81
      return other
    }
    scene.ports = EphemeralPorts(range: 32768 ... 60999)
    for index in scene.after.indices { scene.after[index].local.port &*= 2 }
    #expect(scene.causes == [])
  }

  @Test func `are free again in TIME_WAIT where the kernel may use them again`() {
    var scene = scene(40000 ... 40099, leftMilliseconds: 58_900)
    scene.reuse = TimeWaitReuse(.always)
    #expect(scene.causes == [])
    scene.reuse = TimeWaitReuse(.loopback)
    #expect(scene.causes == [use(timeWait: 100, live: 0)])
    scene.reuse = TimeWaitReuse(.always, delayMilliseconds: 2000)
    #expect(scene.causes == [use(timeWait: 100, live: 0)])
  }

  @Test func `are a socket's own range when they are a block without a gap in the kernel's`() {
    var scene = scene(40000 ... 40099)
    scene.ports = EphemeralPorts(range: 32768 ... 60999)
    #expect(scene.causes == [use(timeWait: 100, live: 0)])
    scene.arePortsGiven = true
    #expect(scene.causes == [])
    scene.arePortsGiven = false
    scene.after.remove(at: 50)
    #expect(scene.causes == [])
    scene.after.removeSubrange(31...)
    #expect(scene.causes == [])
  }

  @Test func `are those of the side that connects, not of the side that listens`() {
    var scene = Scene()
    for place in 1 ... 100 { scene.add(Scene.accepted(place: place)) }
    scene.ports = EphemeralPorts(range: 80 ... 80)
    #expect(scene.causes.count == 100)
    scene.ports = EphemeralPorts(range: 32768 ... 60999)
    #expect(scene.causes == [])
  }
}
