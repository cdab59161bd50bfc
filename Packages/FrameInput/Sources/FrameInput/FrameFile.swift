internal import EventLoop
internal import PacketCodec
internal import SocketKit
internal import ToolKit

/// A capture file, from its first frame to its last or to the count.
struct FrameFile: ~Copyable {
  /// Octets read at once.
  private static let chunkOctets = 256 << 10
  private static let signalToken = Token.fixed(0)
  private static let fileToken = Token.fixed(1)

  private let name: String
  private let file: FileDescriptor
  private let limit: Int
  private var taken = 0
  private var filter: OfflineFilter
  private var reader = CaptureFileReader()
  /// Waits for a signal or for octets; nil for a file whose reads never wait.
  private var poller: Poller?

  init(_ path: String, filter: String, limit: Int, hearing signals: borrowing SignalDescriptor) throws(Failure) {
    let opened = try Self.open(path)
    let compiled = try OfflineFilter(filter)
    poller = try Self.poller(signals, opened)
    self.filter = compiled
    file = opened
    name = path == "-" ? "standard input" : path
    self.limit = limit
  }

  private static func open(_ path: String) throws(Failure) -> FileDescriptor {
    do throws(Errno) {
      return path == "-" ? FileDescriptor(owning: 0) : try .open(path, .read)
    } catch {
      throw Failure(file: path, error)
    }
  }

  private static func poller(
    _ signals: borrowing SignalDescriptor, _ file: borrowing FileDescriptor
  ) throws(Failure) -> Poller? {
    do throws(Errno) {
      let poller = try Poller(capacity: 2)
      try poller.add(signals.descriptor, signalToken, .readable)
      try poller.add(file, fileToken, .readable)
      return poller
    } catch {
      if error == .notPermitted { return nil }  // A regular file, which is always readable.
      throw Failure(errno: error, doing: "epoll")
    }
  }

  /// Hands over all of it. What stands before a broken place is handed over before it is complained of.
  mutating func feed(
    _ taker: inout some FrameTaker, hearing signals: borrowing SignalDescriptor
  ) throws(Failure) {
    var chunk = [UInt8](repeating: 0, count: Self.chunkOctets)
    var isOver = false
    while !isOver, taken < limit {
      if try isStopped(signals) { return }
      let count = try read(&chunk)
      isOver = count == nil
      defer { taker.rest() }
      do throws(CaptureFileError) {
        if let count { reader.append(chunk.span.extracting(..<count).bytes) }
        try Self.handOver(&reader, &filter, &taker, &taken, limit)
        if isOver, taken < limit { try reader.finish() }
      } catch {
        taker.rest()
        throw Failure(.inputOutput, "\(name): \(error)")
      }
    }
  }

  /// It has its parts one by one, since the reader lends what the others take.
  private static func handOver(
    _ reader: inout CaptureFileReader, _ filter: inout OfflineFilter, _ taker: inout some FrameTaker,
    _ taken: inout Int, _ limit: Int
  ) throws(CaptureFileError) {
    while taken < limit, let record = try reader.nextRecord() {
      let link = reader.linkType(of: record)
      reader.withOctets(of: record) { octets in
        guard filter.accepts(octets, originalCount: record.originalCount, link) else { return }
        taker.take(record, octets, link)
        taken += 1
      }
    }
  }

  /// - Returns: octets read, or nil at the end.
  private func read(_ chunk: inout [UInt8]) throws(Failure) -> Int? {
    do throws(Errno) {
      var span = chunk.mutableSpan
      var room = span.mutableBytes
      guard case .octets(let count) = try file.read(into: &room) else { return nil }
      return count
    } catch {
      throw Failure(.inputOutput, "\(name): \(error)")
    }
  }

  /// Whether a signal said stop. Where a read may wait, this waits until it need not.
  private mutating func isStopped(_ signals: borrowing SignalDescriptor) throws(Failure) -> Bool {
    do throws(Errno) {
      _ = try poller?.wait(until: nil)
      return try signals.next() != nil
    } catch {
      throw Failure(errno: error, doing: "epoll")
    }
  }
}
