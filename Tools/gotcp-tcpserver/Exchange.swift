import PacketCodec
import UStack
import UStackLink
import UStackTool

/// The service, and the octets on their way through it.
struct Exchange {
  /// Octets moved at once.
  static let chunkOctets = 64 << 10
  /// What `--source` sends, over and over.
  static let pattern = (0 ..< chunkOctets).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

  private let service: Settings.Service
  /// What is read lies here until it is sent on.
  private var chunk = [UInt8](repeating: 0, count: chunkOctets)

  init(_ service: Settings.Service) { self.service = service }

  /// Whether it talks whatever it hears.
  var isSource: Bool {
    switch service {
    case .source: true
    case .echo, .sink: false
    }
  }

  /// Moves what can be moved for one connection. It reads an octet only when there is room for its echo: a peer that does
  /// not read is not read from.
  mutating func serve(_ id: ConnectionID, _ guest: inout Guest, on host: inout StackHost) {
    switch service {
    case .echo: echo(id, &guest, on: &host)
    case .sink: read(id, &guest, on: &host)
    case .source(let octets):
      send(id, &guest, upTo: octets, on: &host)
      read(id, &guest, on: &host)
    }
    if guest.hasEnded { guest.finish(id, on: &host) }
  }

  private mutating func echo(_ id: ConnectionID, _ guest: inout Guest, on host: inout StackHost) {
    while case let room = host.driver.stack.tcp.room(id), room > 0 {
      let count = take(id, &guest, atMost: room, on: &host)
      guard count > 0 else { return }
      guest.write(chunk.span.bytes.extracting(0 ..< count), to: id, on: &host)
    }
  }

  private mutating func read(_ id: ConnectionID, _ guest: inout Guest, on host: inout StackHost) {
    while take(id, &guest, atMost: Self.chunkOctets, on: &host) > 0 {}
  }

  private func send(_ id: ConnectionID, _ guest: inout Guest, upTo total: Int, on host: inout StackHost) {
    guard !guest.isFinished else { return }
    let pattern = Self.pattern
    while guest.octetsOut < total {
      let place = guest.octetsOut % Self.chunkOctets
      let octets = pattern.span.bytes.extracting(place ..< min(Self.chunkOctets, place + total - guest.octetsOut))
      guard guest.write(octets, to: id, on: &host) > 0 else { return }
    }
    guest.finish(id, on: &host)
  }

  /// Moves the next octets that came to the front of the chunk.
  ///
  /// - Returns: how many; 0 when none came.
  private mutating func take(
    _ id: ConnectionID, _ guest: inout Guest, atMost room: Int, on host: inout StackHost
  ) -> Int {
    var result = TCP.ReadResult.nothing
    chunk.withUnsafeMutableBufferPointer { buffer in
      let place = UnsafeMutableBufferPointer(rebasing: buffer[..<min(room, Self.chunkOctets)])
      var output = OutputSpan(buffer: place, initializedCount: 0)
      result = host.driver.stack.tcp.read(id, into: &output, now: host.now)
      _ = output.finalize(for: place)
    }
    switch result {
    case .octets(let count):
      guest.octetsIn += count
      return count
    case .end: guest.hasEnded = true
    case .nothing, .failed: break
    }
    return 0
  }
}
