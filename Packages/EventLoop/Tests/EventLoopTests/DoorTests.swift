import EventLoop
import Glibc
import SocketKit
import Testing

@Suite struct `A door` {
  private static let token = Token.fixed(0)

  private static func make(_ loop: borrowing EventLoop) throws -> Door {
    try Door(ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 16), token, loop.poller)
  }

  private static func knock(_ door: borrowing Door) throws -> StreamSocket {
    let address = try door.listener.localAddress()
    let socket = try StreamSocket(for: address)
    _ = try socket.connect(to: address)
    return socket
  }

  /// Who came in, by name.
  private static func entry(_ door: inout Door, _ loop: inout EventLoop) throws(Errno) -> SocketAddress? {
    try door.next(&loop)?.peer
  }

  /// Whether the loop hears of the door before the next tick.
  private static func isHeard(_ loop: inout EventLoop) throws(Errno) -> Bool {
    let timer = loop.timers.schedule(at: loop.now, 7)
    defer { loop.timers.cancel(timer) }
    return try loop.wait() > 0
  }

  @Test func `lets in who waits, and then nobody`() throws {
    var loop = try EventLoop()
    var door = try Self.make(loop)
    let peer = try Self.knock(door)
    let name = try peer.localAddress()
    #expect(try loop.wait() == 1)
    #expect(loop.poller.event(at: 0).token == Self.token)
    #expect(try Self.entry(&door, &loop) == name)
    #expect(try Self.entry(&door, &loop) == nil)
  }

  @Test func `asks for one, and in each turn after it for twice as many, while somebody is left`() throws {
    var loop = try EventLoop()
    var door = try Self.make(loop)
    var peers: [CInt] = []
    for _ in 0 ..< 12 { peers.append(try Self.knock(door).intoDescriptor().release()) }
    defer { for peer in peers { close(peer) } }
    var entries: [Int] = []
    while try Self.isHeard(&loop) {
      entries.append(0)
      while try Self.entry(&door, &loop) != nil { entries[entries.count - 1] += 1 }
    }
    #expect(entries == [1, 2, 4, 5])
    // Who comes later is alone again.
    peers.append(try Self.knock(door).intoDescriptor().release())
    peers.append(try Self.knock(door).intoDescriptor().release())
    #expect(try Self.isHeard(&loop))
    #expect(try Self.entry(&door, &loop) != nil)
    #expect(try Self.entry(&door, &loop) == nil)
  }

  @Test func `that is held lets nobody in and does not wake the loop`() throws {
    var loop = try EventLoop()
    var door = try Self.make(loop)
    try door.hold(true, loop.poller)
    let peer = try Self.knock(door)
    let name = try peer.localAddress()
    #expect(try !Self.isHeard(&loop))
    #expect(try Self.entry(&door, &loop) == nil)
    try door.hold(false, loop.poller)
    #expect(try Self.isHeard(&loop))
    #expect(try Self.entry(&door, &loop) == name)
  }

  @Test func `that is left wakes nobody, though another has its socket too`() throws {
    var loop = try EventLoop()
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 16)
    let other = ListeningSocket(owning: try listener.descriptor.duplicate())
    let name: SocketAddress
    do {
      let door = try Door(listener, Self.token, loop.poller)
      name = try Self.knock(door).localAddress()
      #expect(try Self.isHeard(&loop))
      try door.leave(loop.poller)
    }
    #expect(try !Self.isHeard(&loop))
    #expect(try other.accept()?.peer == name)
  }

  @Test func `without a descriptor turns away with RST, and complains once`() async {
    await #expect(processExitsWith: .success) {
      var loop = try EventLoop()
      var door = try Self.make(loop)
      let first = try Self.knock(door)
      let second = try Self.knock(door)
      try DescriptorLimit.setSoft(Int(second.descriptor.rawValue) + 1)
      #expect(try Self.entry(&door, &loop) == nil)
      #expect(try loop.wait() == 1)
      #expect(try Self.entry(&door, &loop) == nil)
      #expect(door.takeRefused() == 2)
      #expect(door.takeRefused() == 0)
      var octets: [UInt8] = [0]
      var span = octets.mutableSpan
      var room = span.mutableBytes
      #expect(throws: Errno.connectionReset) { _ = try first.read(into: &room) }
      #expect(door.complaint(now: loop.now) == .tooManyOpenFiles)
      #expect(door.complaint(now: loop.now) == nil)
    }
  }

  @Test func `that turns nobody away says why it is held, and keeps who waits`() async {
    await #expect(processExitsWith: .success) {
      var loop = try EventLoop()
      let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 16)
      var door = try Door(listener, Self.token, loop.poller, turnsAway: false)
      let peer = try Self.knock(door)
      let name = try peer.localAddress()
      let before = DescriptorLimit.current.soft
      try DescriptorLimit.setSoft(Int(peer.descriptor.rawValue) + 1)
      #expect(try Self.entry(&door, &loop) == nil)
      let shortage = door.shortage
      #expect(shortage == .tooManyOpenFiles)
      #expect(door.takeRefused() == 0)
      try DescriptorLimit.setSoft(before)
      try door.hold(false, loop.poller)
      let none = door.shortage
      #expect(none == nil)
      #expect(try loop.wait() == 1)
      #expect(try Self.entry(&door, &loop) == name)
    }
  }

  @Test func `without even a spare descriptor is held for a moment`() async {
    await #expect(processExitsWith: .success) {
      var loop = try EventLoop()
      let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 16)
      let address = try listener.localAddress()
      let peer = try StreamSocket(for: address)
      _ = try peer.connect(to: address)
      let name = try peer.localAddress()
      let before = DescriptorLimit.current.soft
      // Nothing is left, not even the one that a door takes for itself.
      try DescriptorLimit.setSoft(Int(peer.descriptor.rawValue) + 1)
      var door = try Door(listener, Self.token, loop.poller)
      #expect(try Self.entry(&door, &loop) == nil)
      let isHeld = door.isHeld
      #expect(isHeld)
      #expect(door.takeRefused() == 0)
      #expect(door.complaint(now: loop.now) == .tooManyOpenFiles)
      try DescriptorLimit.setSoft(before)
      var fired: UInt64?
      while fired == nil {
        #expect(try loop.wait() == 0)
        fired = loop.expire()
      }
      #expect(fired == Self.token.rawValue)
      try door.hold(false, loop.poller)
      #expect(try Self.entry(&door, &loop) == name)
    }
  }
}
