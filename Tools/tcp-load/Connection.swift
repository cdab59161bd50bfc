import EventLoop
import Histogram
import SocketKit

/// One connection: what it was asked to send, what of that the kernel has, and what came back.
struct Connection: ~Copyable {
  let socket: StreamSocket
  /// Its number among those of all workers.
  let id: Int
  /// The place of its first message in the worker's schedule, and how far its messages are apart there.
  var first: Int
  var stride = 1
  /// Whether it came about.
  var isOpen = false
  /// What the poller watches it for.
  var interest: Interest = []
  /// Ends the wait for it to come about.
  var timer: TimerWheel.Timer?

  /// Messages that the schedule has asked for.
  var due = 0
  /// Messages that were begun, and those that came back whole.
  private(set) var begun = 0
  private(set) var finished = 0
  /// Octets that the kernel took, and that came back.
  private(set) var sent = 0
  private(set) var received = 0
  /// In an endless stream: the end of the write whose way back is waited for, and when it began.
  private var mark: (position: Int, start: Int64)?
  private let departures: Departures

  /// Octets of an endless stream that are an operation.
  static let block = 64 * 1024

  /// What a read found.
  enum Arrival {
    /// Messages that came back whole with it, 0 ...
    case messages(Int)
    case mismatch(Mismatch)
  }

  /// Where what came back differs from what was sent.
  struct Mismatch {
    /// Octets from the stream's start.
    var offset: Int
    var sent: UInt8
    var received: UInt8
  }

  /// - Parameters:
  ///   - depth: the most messages under way, 1 ...
  ///   - now: when the connection was begun.
  init(_ socket: consuming StreamSocket, id: Int, first: Int, depth: Int, at now: Int64) {
    self.socket = socket
    self.id = id
    self.first = first
    departures = Departures(depth: depth, at: now)
  }

  /// Messages that were begun or asked for, and did not come back.
  var owed: Int { max(due, begun) - finished }

  /// Octets that are on their way.
  var octetsUnderWay: Int { sent - received }

  /// What its messages have to wait for.
  func wanted(_ size: Int) -> Interest {
    begun &* size > sent ? [.readable, .writable] : .readable
  }

  /// When the oldest message that is under way was begun; without one, when the connection was.
  var start: Int64 { departures[finished] }

  /// Begins a message with the connection itself: it is to be sent.
  mutating func begin() { begun += 1 }

  /// One event: takes what came back, begins what may begin now, and sends.
  mutating func talk(_ exchange: inout Exchange, _ readiness: Readiness, at now: Int64) throws(Errno) -> Arrival {
    var finished = 0
    if readiness.isReadable || readiness.isBroken {
      let arrival = try receive(&exchange, at: now)
      guard case .messages(let count) = arrival else { return arrival }
      finished = count
    }
    try beginNext(&exchange)
    return .messages(finished)
  }

  /// Begins the messages for which there is room: in the closed loop as many as there is, else those that are due. Sends
  /// what the kernel takes.
  mutating func beginNext(_ exchange: inout Exchange) throws(Errno) {
    let room = exchange.depth &- (begun &- finished)
    let count = min(room, exchange.schedule == nil ? (exchange.isLoading ? room : 0) : due - begun)
    if count > 0 {
      let now = Timestamp.monotonicNow
      for number in begun ..< begun + count { departures[number] = now }
      begun += count
    }
    try send(&exchange)
  }

  /// Gives the kernel what is begun.
  mutating func send(_ exchange: inout Exchange) throws(Errno) {
    let left = begun &* exchange.size &- sent
    if left > 0 { _ = try write(left, &exchange) }
  }

  /// Gives the kernel as much of an endless stream as it takes in one call.
  mutating func stream(_ exchange: inout Exchange) throws(Errno) {
    let now = mark == nil ? Timestamp.monotonicNow : 0
    let count = try write(.max, &exchange)
    if mark == nil, count > 0 { mark = (sent, now) }
  }

  private mutating func write(_ limit: Int, _ exchange: inout Exchange) throws(Errno) -> Int {
    // Where nobody looks, all send the same octets: those stay in the processor's cache.
    let place = exchange.isVerifying ? Pattern.place(of: id, at: sent) : 0
    let count = try socket.write(
      exchange.pattern.octets.span.bytes.extracting(place ..< place + min(limit, Pattern.longest)))
    sent += count
    return count
  }

  /// Takes what came back in one read, and counts the messages that it makes whole.
  ///
  /// - Throws: `.brokenPipe` at the peer's end, as a write would; EPROTO for more than was sent.
  mutating func receive(_ exchange: inout Exchange, at now: Int64) throws(Errno) -> Arrival {
    let before = finished
    if let mismatch = try read(&exchange) { return .mismatch(mismatch) }
    while begun > finished, received >= (finished + 1) &* exchange.size {
      exchange.finish(first + finished &* stride, from: start, at: now)
      finished += 1
    }
    return .messages(finished - before)
  }

  /// The same of an endless stream: an operation is a block, and the latency is that of the last octet of a write, of one
  /// write at a time.
  mutating func receiveStream(_ exchange: inout Exchange, at now: Int64) throws(Errno) -> Arrival {
    let before = received / Self.block
    if let mismatch = try read(&exchange) { return .mismatch(mismatch) }
    let blocks = received / Self.block - before
    exchange.tally.operations += blocks
    if let mark, received >= mark.position {
      exchange.tally.served.record(now - mark.start)
      self.mark = nil
    }
    return .messages(blocks)
  }

  /// One read.
  ///
  /// - Returns: nil when nothing is wrong with what came, if anything came.
  @inline(__always)
  private mutating func read(_ exchange: inout Exchange) throws(Errno) -> Mismatch? {
    let count: Int
    switch try exchange.room.read(from: socket) {
    case .notReady: return nil
    case .endOfStream: throw .brokenPipe
    case .octets(let octets): count = octets
    }
    guard received + count <= sent else { throw .protocolViolation }
    if exchange.isVerifying, let mismatch = difference(count, &exchange) { return mismatch }
    received += count
    exchange.tally.octets &+= count
    return nil
  }

  private func difference(_ count: Int, _ exchange: inout Exchange) -> Mismatch? {
    let place = Pattern.place(of: id, at: received)
    guard let index = exchange.room.difference(count, from: exchange.pattern.octets, at: place) else { return nil }
    return Mismatch(
      offset: received + index, sent: exchange.pattern.octets[place + index], received: exchange.room[index])
  }
}
