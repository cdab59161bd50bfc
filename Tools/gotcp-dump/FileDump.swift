import Capture
import EventLoop
import PacketCodec
import SocketKit
import ToolKit

/// A capture file, from its first frame to its last or to the count.
struct FileDump: ~Copyable {
  /// Octets read at once.
  private static let chunkOctets = 256 << 10

  private let name: String
  private let file: FileDescriptor
  private let limit: Int
  private var filter: OfflineFilter
  private var reader = CaptureFileReader()
  private var printer: Printer

  init(_ path: String, _ settings: Settings, _ report: Report) throws(Failure) {
    let opened = try Self.open(path)
    filter = try OfflineFilter(settings.filter)
    file = opened
    name = path == "-" ? "standard input" : path
    limit = settings.count ?? .max
    printer = Printer(settings, report)
  }

  private static func open(_ path: String) throws(Failure) -> FileDescriptor {
    do throws(Errno) {
      return path == "-" ? FileDescriptor(owning: 0) : try .open(path, .read)
    } catch {
      throw Failure(file: path, error)
    }
  }

  /// Shows all of it. What stands before a broken place is shown before it is complained of.
  mutating func run(_ signals: borrowing SignalDescriptor) throws(Failure) {
    var chunk = [UInt8](repeating: 0, count: Self.chunkOctets)
    var isOver = false
    while !isOver, printer.count < limit {
      let count = try read(&chunk)
      let isStopped = try isStopped(signals)
      isOver = isStopped || count == nil
      defer { printer.flush() }
      do throws(CaptureFileError) {
        if let count { reader.append(chunk.span.extracting(..<count).bytes) }
        try showFrames()
        if count == nil { try reader.finish() }
      } catch {
        printer.flush()
        throw Failure(.inputOutput, "\(name): \(error)")
      }
    }
  }

  private mutating func showFrames() throws(CaptureFileError) {
    while printer.count < limit, let frame = try reader.next() {
      let link = reader.linkType(of: frame)
      if filter.accepts(frame, link) { printer.show(frame, link) }
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

  private func isStopped(_ signals: borrowing SignalDescriptor) throws(Failure) -> Bool {
    do throws(Errno) {
      return try signals.next() != nil
    } catch {
      throw Failure(errno: error, doing: "signalfd")
    }
  }
}
