import EventLoop
import SocketKit

/// It is read only while nothing is owed to it, so one that never reads costs one buffer.
struct Peer: ~Copyable {
  let socket: StreamSocket
  var owed: [UInt8] = []

  /// What to wait for next; nil when the peer has finished, and has all it sent.
  mutating func echo(_ buffer: inout [UInt8]) throws(Errno) -> Interest? {
    if owed.isEmpty {
      switch try socket.read(into: &buffer) {
      case .octets(let count): owed = Array(buffer[..<count])
      case .notReady: return .readable
      case .endOfStream: return nil
      }
    }
    owed.removeFirst(try socket.write(owed.span.bytes))
    return owed.isEmpty ? .readable : .writable
  }
}

var loop = try EventLoop()
var door = try Door(ListeningSocket(on: SocketAddress(CommandLine.arguments[1])!, backlog: 128), .fixed(0), loop.poller)
var peers = SlotTable<Peer>(limit: DescriptorLimit.current.soft)
var buffer = [UInt8](repeating: 0, count: 65_536)
print("listening at \(try door.listener.localAddress())")

while true {
  let count = try loop.wait()
  while loop.expire() != nil { try door.hold(false, loop.poller) }
  for index in 0 ..< count {
    let token = loop.poller.event(at: index).token
    if token == .fixed(0) {
      while let accepted = try door.next(&loop) {
        let token = peers.insert(Peer(socket: accepted.intoSocket()))
        try loop.poller.add(peers[token].socket.descriptor, token, .readable)
      }
    } else if let interest = try? peers[token].echo(&buffer) {
      try loop.poller.change(peers[token].socket.descriptor, token, to: interest)
    } else {
      _ = peers.remove(token)
    }
  }
}
