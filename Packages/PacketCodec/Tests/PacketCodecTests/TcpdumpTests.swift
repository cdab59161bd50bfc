import PacketCodec
import Testing

@Suite(.enabled(if: Program.tcpdump.isInstalled, "tcpdump is not installed"))
struct `Beside tcpdump` {
  @Test(arguments: GoldenFrame.all) func `a golden frame's line is what tcpdump prints`(frame: GoldenFrame) {
    let file = capture([CapturedFrame(timestampNanoseconds: 0, octets: frame.octets)])
    #expect(Program.tcpdump.run("-n -S -t -r -", reading: file) == [frame.tcpdumpLine])
  }

  @Test func `times are read to the nanosecond`() {
    let frame = CapturedFrame(timestampNanoseconds: 1_700_000_000_123_456_789, octets: GoldenFrame("tcp-syn").octets)
    let lines = Program.tcpdump.run("-n -S -tt --nano -r -", reading: capture([frame]))
    #expect(lines == ["1700000000.123456789 " + GoldenFrame("tcp-syn").summary])
  }
}

@Suite(.enabled(if: Program.tshark.isInstalled, "tshark is not installed"))
struct `Beside tshark` {
  @Test func `comments, names, times and drops are read back`() {
    var writer = PcapNGWriter(application: "packet codec", comments: ["the section"])
    let index = writer.append(CaptureInterface(name: "veth-a", linkType: .ethernet, snapLength: 96))
    writer.append(
      CapturedFrame(
        timestampNanoseconds: 1_700_000_000_123_456_789, interfaceIndex: index, originalCount: 1514,
        octets: GoldenFrame("tcp-syn").octets, comments: ["the frame"]))
    writer.append(
      CaptureStatistics(received: 9, droppedByInterface: 2, droppedByKernel: 1), interfaceIndex: index,
      timestampNanoseconds: 1_700_000_001_000_000_000)
    let fields = "frame.time_epoch frame.interface_name frame.len frame.cap_len frame.comment tcp.srcport"
    let arguments = fields.split(separator: " ").map { "-e \($0)" }.joined(separator: " ")
    let lines = Program.tshark.run("-n -r - -T fields -E separator='|' \(arguments)", reading: writer.octets)
    #expect(lines == ["1700000000.123456789|veth-a|1514|74|the frame|50580"])
  }

  @Test func `every golden frame's fields are the same`() {
    let frames = GoldenFrame.all.filter { $0.decoded.tcp != nil }
    let file = capture(frames.map { CapturedFrame(timestampNanoseconds: 0, octets: $0.octets) })
    let fields = "tcp.seq_raw tcp.ack_raw tcp.flags tcp.window_size_value tcp.urgent_pointer tcp.hdr_len"
    let arguments = fields.split(separator: " ").map { "-e \($0)" }.joined(separator: " ")
    let lines = Program.tshark.run("-n -r - -T fields -E separator='|' \(arguments)", reading: file)
    let ours = frames.map { frame in
      let header = frame.decoded.tcp!
      let digits = String(header.flags.rawValue, radix: 16)
      let flags = "0x" + String(repeating: "0", count: 4 - digits.count) + digits
      return "\(header.sequence)|\(header.acknowledgmentField)|\(flags)|\(header.window)|\(header.urgentPointer)|"
        + "\(header.encodedCount)"
    }
    #expect(lines == ours)
  }
}

/// A pcapng file of these frames on one Ethernet interface.
private func capture(_ frames: [CapturedFrame]) -> [UInt8] {
  var writer = PcapNGWriter()
  _ = writer.append(CaptureInterface(name: "veth-a", linkType: .ethernet))
  for frame in frames { writer.append(frame) }
  return writer.octets
}
