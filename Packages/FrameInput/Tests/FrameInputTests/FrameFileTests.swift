import EventLoop
import Glibc
import PacketCodec
import SocketKit
import Testing
import ToolKit

@testable import FrameInput

@Suite(.serialized) struct `Frames from a file` {
  private struct Taker: FrameTaker {
    var frames: [CapturedFrame] = []
    var hasRested = true

    mutating func take(_ record: CaptureRecord, _ octets: RawSpan, _ linkType: LinkType) {
      frames.append(
        CapturedFrame(
          timestampNanoseconds: record.timestampNanoseconds, interfaceIndex: record.interfaceIndex,
          originalCount: record.originalCount, octets: octets.withUnsafeBytes { [UInt8]($0) },
          comments: record.comments))
      hasRested = false
    }

    mutating func rest() { hasRested = true }
  }

  private static let frames = (0 ..< 9 as Range<UInt8>).map { number in
    CapturedFrame(timestampNanoseconds: Int64(number), octets: [UInt8](repeating: number, count: 60))
  }

  private static let octets = {
    var writer = PcapNGWriter()
    _ = writer.append(CaptureInterface(linkType: .ethernet))
    for frame in frames { writer.append(frame) }
    return writer.octets
  }()

  /// What is taken out of a file of these octets, and how that ends.
  private func take(
    _ octets: [UInt8], filter: String = "", limit: Int = .max
  ) throws -> (frames: [CapturedFrame], failure: Failure?) {
    var path = Array("/tmp/frameinput-XXXXXX".utf8CString)
    let descriptor = FileDescriptor(owning: mkstemp(&path))
    let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(name) }
    try descriptor.writeAll(octets.span.bytes)
    let signals = try SignalDescriptor([.user1])
    var taker = Taker()
    do throws(Failure) {
      var file = try FrameFile(name, filter: filter, limit: limit, hearing: signals)
      try file.feed(&taker, hearing: signals)
    } catch {
      #expect(taker.hasRested)
      return (taker.frames, error)
    }
    #expect(taker.hasRested)
    return (taker.frames, nil)
  }

  @Test func `are all handed over`() throws {
    let outcome = try take(Self.octets)
    #expect(outcome.failure == nil)
    #expect(outcome.frames == Self.frames)
  }

  @Test func `are handed over up to the count, and a broken place behind it is nobody's`() throws {
    let outcome = try take(Self.octets.dropLast(3), limit: 8)
    #expect(outcome.failure == nil)
    #expect(outcome.frames == Array(Self.frames[..<8]))
  }

  @Test func `are counted behind the filter`() throws {
    let outcome = try take(Self.octets, filter: "ether[0] >= 4", limit: 2)
    #expect(outcome.frames == Array(Self.frames[4 ..< 6]))
  }

  @Test func `are handed over before the place where it is cut is complained of`() throws {
    let outcome = try take(Self.octets.dropLast(3))
    #expect(outcome.frames == Array(Self.frames[..<8]))
    #expect(outcome.failure?.status == .inputOutput)
  }
}
