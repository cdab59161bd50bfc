import EventLoop
import Glibc
import SocketKit
import ToolKit

/// The sockets by their names, and the lines that are still to be done.
///
/// It does one call at a time and waits until that is decided: what a program with blocking sockets would see.
struct Session: ~Copyable {
  var sockets: [String: NamedSocket] = [:]
  var listeners: [String: NamedListener] = [:]
  /// Octets on their way in or out; their values are nobody's concern.
  var octets = (0 ..< 64 * 1024).map { UInt8(truncatingIfNeeded: $0 % 251) }
  let report: Report
  private let signals: SignalDescriptor
  private let input = FileDescriptor(owning: STDIN_FILENO)
  private var lines = LineSplitter(limit: lineMax)
  private var count = 0

  /// The longest line: the longest call has some hundred octets.
  private static let lineMax = 1024
  /// The most sockets: as many as a process may have descriptors by default.
  static let socketsMax = 1024

  init(_ report: Report, _ signals: consuming SignalDescriptor) {
    self.report = report
    self.signals = signals
  }

  /// Something that a call waits for; nil when a signal came first.
  enum Wait: Int16 {
    case readable = 1
    case writable = 4
  }

  /// Does what the lines say until they end, or a signal comes.
  mutating func run() throws(Failure) {
    var room = [UInt8](repeating: 0, count: 4096)
    while try isReady(input, .readable) {
      var span = room.mutableSpan
      var bytes = span.mutableBytes
      let result: ReadResult
      do throws(Errno) { result = try input.read(into: &bytes) } catch {
        throw Failure(.inputOutput, "standard input: \(error)")
      }
      switch result {
      case .notReady: continue
      case .octets(let count): lines.feed(room.span.extracting(..<count).bytes)
      case .endOfStream: lines.finish()
      }
      while let line = lines.next() {
        guard try perform(line) else { return }
      }
      if result == .endOfStream { return }
    }
  }

  /// - Returns: false when a signal came.
  private mutating func perform(_ line: LineSplitter.Line) throws(Failure) -> Bool {
    count += 1
    guard case .line(let octets) = line else { throw Failure(.usage, "line \(count): too long") }
    let text = String(decoding: octets, as: UTF8.self)
    guard !text.allSatisfy(\.isWhitespace) else { return true }
    do throws(Call.Fault) {
      return try perform(Call(text))
    } catch {
      throw Failure(.usage, "line \(count): \(error.text)")
    }
  }

  /// Waits for a descriptor, or for a signal.
  ///
  /// - Returns: false when a signal came.
  borrowing func isReady(_ descriptor: borrowing FileDescriptor, _ wait: Wait) throws(Failure) -> Bool {
    var entries = [
      pollfd(fd: descriptor.rawValue, events: wait.rawValue, revents: 0),
      pollfd(fd: signals.descriptor.rawValue, events: Wait.readable.rawValue, revents: 0),
    ]
    do throws(Errno) {
      _ = try SystemCall.run("poll", on: descriptor.rawValue, "\(wait)") { poll(&entries, 2, -1) }
    } catch {
      throw Failure(errno: error, doing: "poll")
    }
    return entries[1].revents == 0
  }
}
