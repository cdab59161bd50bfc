import PacketCodec
import SocketKit
import Testing
import ToolKit

/// Its judges are the programs whose words and fields it shares.
@Suite("gotcp-dump, beside") struct GotcpDumpPeerTests {
  private static let dump = BuiltTool("gotcp-dump")
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func lines(_ words: [String]) throws -> [Substring] {
    let outcome = try RunningProgram.run(words)
    try #require(outcome.status == 0, "\(words): \(outcome.errorText)")
    return outcome.outputText.split(separator: "\n")
  }

  @Test(
    .enabled(if: Spawn.search("tcpdump") != nil, "tcpdump is not installed"), arguments: UInt64(1) ... 3,
    [[], ["-e"], ["-x"]])
  func `tcpdump, has the same lines`(_ seed: UInt64, _ more: [String]) throws {
    var maker = FrameMaker(seed: seed)
    let frames = (0 ..< 500).map { index in
      CapturedFrame(timestampNanoseconds: 1_700_000_000_999_999_000 + Int64(index) * 1000, octets: maker.frame())
    }
    let file = try folder.write(CaptureFile.littleMicroseconds.octets(frames), to: "frames.pcap")
    let theirs = try lines(["tcpdump", "-n", "-r", file] + more)
    let ours = try lines([Self.dump.path, "-r", file] + more)
    #expect(ours.count == theirs.count)
    for (own, other) in zip(ours, theirs) where own != other { Issue.record("\(own)\n\(other)") }
  }

  @Test(.enabled(if: Spawn.search("tshark") != nil, "tshark is not installed"), arguments: UInt64(1) ... 2)
  func `tshark, has the same fields, of bent and of cut frames too`(_ seed: UInt64) throws {
    var maker = FrameMaker(seed: seed)
    let frames = (0 ..< 500).map { _ in maker.bentFrame() }
    let file = try folder.write(CaptureFile.pcapng.octets(frames), to: "frames.pcapng")
    let theirs = try TSharkField.rows(of: file)
    let ours = try lines([Self.dump.path, "-j", "-r", file]).map { try JSONValue.parse(Array($0.utf8)) }
    #expect(ours.count == frames.count && theirs.count == frames.count)
    var compared = 0
    for (number, (own, other)) in zip(ours, theirs).enumerated() {
      for field in TSharkField.all where !field.isUndecided(other) {
        let value = field.value(in: own)
        if value != nil { compared += 1 }
        if value != other[field.key] {
          Issue.record("frame \(number + 1) \(field.key): \(value ?? "-"), theirs \(other[field.key] ?? "-")")
        }
      }
    }
    #expect(compared > 5000)
  }
}
