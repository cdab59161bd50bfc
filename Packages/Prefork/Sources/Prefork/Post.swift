public import EventLoop
internal import Glibc
public import SocketKit

/// A worker's side: what its master gave it, and what it says to the master.
public struct Post: ~Copyable {
  /// The variable that makes a process a worker: which one it is, 1 ...
  public static let variable = "TCPLAB_WORKER"

  /// Which station this is, 1 ...
  public let station: Int
  private let channel: FileDescriptor
  private var listener: ListeningSocket?
  private let counters: SharedCounters

  /// What the master says.
  public enum Request: Hashable, Sendable {
    /// Let nobody in any more and finish what is open, for as long as that takes.
    case retire
    /// The master is gone: finish within the grace.
    case masterGone
  }

  /// What a master left for this process: asked once, and before the process opens other descriptors.
  ///
  /// - Returns: nil when no master started it.
  /// - Throws: as `init(_:)`.
  public static func inherited() throws(Errno) -> Post? {
    guard let value = getenv(variable) else { return nil }
    return try Post(String(cString: value))
  }

  /// Takes over what the master left on descriptors 3, 4 and 5.
  ///
  /// - Parameter value: what `variable` has.
  /// - Throws: `.invalidArgument`, `.badDescriptor` or `.notSocket` when somebody else set the variable, and no master is
  ///   behind it.
  public init(_ value: String) throws(Errno) { try self.init(value, from: 3) }

  /// The same, wherever the three are.
  init(_ value: String, from first: CInt) throws(Errno) {
    guard let station = Int(value), station > 0 else { throw .invalidArgument }
    // All are looked at before one is taken: what somebody else has there stays open, and is not written to.
    try ListeningSocket.expect(at: first)
    try MessagePair.expect(at: first + 1)
    try SharedCounters.expect(at: first + 2)
    let listener = ListeningSocket(owning: FileDescriptor(owning: first))
    let counters = try SharedCounters(mapping: FileDescriptor(owning: first + 2))
    self.station = station
    self.listener = consume listener
    self.counters = counters
    channel = FileDescriptor(owning: first + 1)
  }

  /// The station's socket, which listens already; the master keeps it when the worker closes it. Taken once.
  public mutating func takeListener() -> ListeningSocket {
    guard let listener = listener.take() else { preconditionFailure("it was taken already") }
    return listener
  }

  /// Lets a loop know when the master says something or is gone: then call `next`.
  public borrowing func watch(_ poller: borrowing Poller, _ token: Token) throws(Errno) {
    try poller.add(channel, token, .readable)
  }

  /// Ends that, as after `.masterGone`, which would be told for ever.
  public borrowing func stopWatching(_ poller: borrowing Poller) throws(Errno) { try poller.remove(channel) }

  /// Says that connections are let in from now on.
  public borrowing func tellServing() { Word.serving.say(on: channel) }

  /// Asks to be relieved, by a worker that is to end or has let in as many as it may.
  public borrowing func askForRelief() { Word.relief.say(on: channel) }

  /// Shows what was done so far: some stores to memory, for every turn of a loop.
  public borrowing func publish(_ tally: WorkerTally) { tally.publish(in: counters) }

  /// What the master says.
  ///
  /// - Returns: nil when it says nothing more.
  public borrowing func next() -> Request? {
    while true {
      switch Word.hear(on: channel) {
      case .word(.retire): return .retire
      case .word: continue
      case .nothing: return nil
      case .end: return .masterGone
      }
    }
  }
}
