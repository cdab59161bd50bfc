internal import SocketKit
public import ToolKit

/// Reads events and captures from files, whichever each is, and merges them.
public struct TimelineSource: Sendable {
  private var events: [TimelineEvent] = []
  private var wires: [CapturedWire] = []

  /// The longest line of a file of events: what our own tools write has a sixteenth of it.
  private static let lineMax = 1 << 20
  /// The most events taken: some two gigabytes of memory.
  public static let eventsMax = 5_000_000

  /// A source that has read nothing.
  public init() {}

  /// Everything read so far. Frames are laid on the monotonic clock by what the events say of the two clocks.
  public var timeline: Timeline {
    let clock = ClockOffset(of: events)
    return Timeline(merging: events + wires.flatMap { $0.events(clock: clock) })
  }

  /// Reads one file to its end: lines of JSON, or a pcap or pcapng capture, told apart by the first octet.
  ///
  /// - Parameter path: "-" for standard input, which is read to its end and closed.
  /// - Returns: what went wrong, naming the file; what was read before it is kept.
  public mutating func read(_ path: String) -> Failure? {
    do throws(Errno) {
      if path == "-" {
        // Read once, and closed with it: nobody else wants it.
        return try read(FileDescriptor(owning: 0)).map { Failure(.inputOutput, "standard input: \($0)") }
      }
      return try read(try FileDescriptor.open(path, .read)).map { Failure(.inputOutput, "\(path): \($0)") }
    } catch {
      return Failure(file: path, error)
    }
  }

  /// - Returns: what is wrong with the content.
  private mutating func read(_ file: borrowing FileDescriptor) throws(Errno) -> String? {
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    guard let count = try Self.fill(&chunk, from: file) else { return nil }
    return chunk[0] == UInt8(ascii: "{")
      ? try readLines(file, &chunk, count) : try readCapture(file, &chunk, count)
  }

  private mutating func readLines(
    _ file: borrowing FileDescriptor, _ chunk: inout [UInt8], _ first: Int
  ) throws(Errno) -> String? {
    var splitter = LineSplitter(limit: Self.lineMax)
    var count: Int? = first
    var number = 0
    while true {
      if let count { splitter.feed(chunk.span.extracting(..<count).bytes) } else { splitter.finish() }
      while let line = splitter.next() {
        number += 1
        guard case .line(let octets) = line else { return "line \(number) is longer than \(Self.lineMax) octets" }
        guard events.count < Self.eventsMax else { return "more than \(Self.eventsMax) events" }
        do throws(TimelineEvent.DecodeError) {
          events.append(try TimelineEvent(line: octets))
        } catch {
          return "line \(number): \(error)"
        }
      }
      if count == nil { return nil }
      count = try Self.fill(&chunk, from: file)
    }
  }

  private mutating func readCapture(
    _ file: borrowing FileDescriptor, _ chunk: inout [UInt8], _ first: Int
  ) throws(Errno) -> String? {
    var reader = CapturedWireReader()
    var count: Int? = first
    var failure: String?
    repeat {
      do throws(CapturedWireReader.Failure) {
        if let count { try reader.append(chunk.span.extracting(..<count).bytes) } else { try reader.finish() }
      } catch {
        failure = "\(error)"
      }
      if count == nil { break }
      count = try Self.fill(&chunk, from: file)
    } while failure == nil
    wires.append(reader.wire)
    return failure
  }

  /// - Returns: octets read, or nil at the file's end.
  private static func fill(_ chunk: inout [UInt8], from file: borrowing FileDescriptor) throws(Errno) -> Int? {
    var span = chunk.mutableSpan
    var room = span.mutableBytes
    guard case .octets(let count) = try file.read(into: &room) else { return nil }
    return count
  }
}
