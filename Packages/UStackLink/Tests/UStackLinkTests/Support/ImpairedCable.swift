import SocketKit
import Wire

/// A wire between the stack's interface and the kernel's that loses, holds back, doubles and damages: it moves when the
/// bench turns.
final class ImpairedCable {
  /// Interfaces of the wire's own, each the far end of one that a host has.
  static let ends = (kernel: "wire0", stack: "wire1")
  /// Frames taken from one side in a turn at most: more than a window holds.
  private static let framesPerTurn = 1024

  private let kernel: PacketSocket
  private let stack: PacketSocket
  private var link: ImpairedLink
  private var room = [UInt8](repeating: 0, count: 65_536)

  /// Joins the two interfaces, which exist and are up.
  init(_ impairment: Impairment, seed: UInt64) throws {
    kernel = try PacketSocket(on: NetworkInterface(named: Self.ends.kernel), .incomingOnly)
    stack = try PacketSocket(on: NetworkInterface(named: Self.ends.stack), .incomingOnly)
    link = ImpairedLink(forward: impairment, backward: impairment, seed: seed)
  }

  /// Frames that it lost so far, either way.
  var lost: Int { link.statistics(.forward).dropped + link.statistics(.backward).dropped }
  /// Frames that it held back, doubled or damaged so far, either way.
  var harmed: Int {
    [link.statistics(.forward), link.statistics(.backward)].reduce(0) {
      $0 + $1.reordered + $1.duplicated + $1.corrupted
    }
  }

  /// Takes what was sent, and hands on what has arrived by now.
  func turn() throws {
    try take(from: kernel, .forward)
    try take(from: stack, .backward)
    while let (frame, direction) = link.take(now: Timestamp.monotonicNow) {
      // A full queue loses it, as a wire may.
      _ = try direction == .forward ? stack.send(frame.span.bytes) : kernel.send(frame.span.bytes)
    }
  }

  private func take(from socket: borrowing PacketSocket, _ direction: LinkDirection) throws {
    // Taken out while it is lent.
    var room: [UInt8] = []
    swap(&room, &self.room)
    defer { swap(&room, &self.room) }
    for _ in 0 ..< Self.framesPerTurn {
      var span = room.mutableSpan
      var octets = span.mutableBytes
      guard case .octets(let count) = try socket.receive(into: &octets) else { return }
      link.offer(room.span.bytes.extracting(0 ..< count), direction, now: Timestamp.monotonicNow)
    }
  }
}
