import EventLoop
import SocketKit
import ToolKit

/// One connection, from its connect to the peer's end.
struct Visit: ~Copyable {
  /// 1 ... `--connections`.
  let id: Int
  let socket: StreamSocket
  /// Which of the server's addresses is tried.
  let address: Int
  var phase = Phase.connecting
  var timer: TimerWheel.Timer?
  /// When the next message goes out, CLOCK_MONOTONIC.
  var nextSend: Int64 = 0
  /// When the phase is over, CLOCK_MONOTONIC.
  var phaseEnd: Int64
  var choices: SplitMix
  var sent = 0
  var replied = 0
  /// A message that the kernel has not taken whole.
  private(set) var owed: ArraySlice<UInt8> = []
  private var lines = LineSplitter(limit: Self.replyLimit)

  /// The longest reply that is shown, 64 KiB: the peer decides how long it is, not how much memory it takes here.
  static let replyLimit = 64 * 1024

  /// Where it stands.
  enum Phase: Hashable {
    case connecting
    /// A message each interval.
    case talking
    /// Our FIN is sent, or waits for what is owed; the peer may finish.
    case leaving
  }

  init(_ id: Int, _ socket: consuming StreamSocket, address: Int, choices: SplitMix, until phaseEnd: Int64) {
    self.id = id
    self.socket = socket
    self.address = address
    self.choices = choices
    self.phaseEnd = phaseEnd
  }

  /// What its descriptor has to be watched for.
  var interest: Interest {
    if phase == .connecting { return .writable }
    return owed.isEmpty ? .readable : [.readable, .writable]
  }

  /// When its timer is due.
  var due: Int64 { phase == .talking ? min(nextSend, phaseEnd) : phaseEnd }

  /// Sends a message, or what the kernel takes of it.
  mutating func say(_ message: [UInt8]) throws(Errno) {
    sent += 1
    owed = message[...]
    try send()
  }

  /// Sends what is owed.
  mutating func send() throws(Errno) {
    guard !owed.isEmpty else { return }
    owed = owed.dropFirst(try socket.write(owed.span.bytes))
    if owed.isEmpty, phase == .leaving { try socket.shutdown(.writing) }
  }

  /// Begins to end: FIN, after what is owed.
  mutating func leave(until end: Int64) throws(Errno) {
    phase = .leaving
    phaseEnd = end
    if owed.isEmpty { try socket.shutdown(.writing) }
  }

  /// Takes what came.
  ///
  /// - Returns: what the read found.
  mutating func receive(_ buffer: inout [UInt8]) throws(Errno) -> ReadResult {
    let result = try socket.read(into: &buffer)
    switch result {
    case .octets(let count): lines.feed(buffer.span.bytes.extracting(first: count))
    case .endOfStream: lines.finish()
    case .notReady: break
    }
    return result
  }

  /// A reply that is whole, without the end of its line.
  mutating func nextReply() -> LineSplitter.Line? {
    guard let line = lines.next() else { return nil }
    replied += 1
    guard case .line(var octets) = line, octets.last == UInt8(ascii: "\r") else { return line }
    octets.removeLast()
    return .line(octets)
  }
}
