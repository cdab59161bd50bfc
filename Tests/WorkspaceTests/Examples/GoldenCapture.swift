import SocketKit
import Testing

/// A capture of the frames that PacketCodec's tests know, and what tcpdump says of each.
struct GoldenCapture {
  /// As pcap has it.
  private(set) var octets: [UInt8] = []
  /// A line for each frame.
  private(set) var lines: [String] = []

  init() throws {
    let folder = ThisWorkspace.path("Packages/PacketCodec/Tests/PacketCodecTests/Frames")
    append(words: 0xA1B2_C3D4, 0x0002_0004, 0, 0, 65_535, 1)
    for name in try Command("ls", folder).succeed().split(separator: "\n") {
      let file = String(decoding: try FileDescriptor.contents(of: "\(folder)/\(name)", limit: 1 << 16), as: UTF8.self)
      let rows = file.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix("~") }
      lines += rows.filter { $0.hasPrefix("= ") }.map { String($0.dropFirst(2)) }
      let frame = rows.filter { !$0.hasPrefix("= ") }.flatMap { $0.split(separator: " ") }.compactMap {
        UInt8($0, radix: 16)
      }
      append(words: 0, 0, UInt32(frame.count), UInt32(frame.count))
      octets += frame
    }
  }

  private mutating func append(words: UInt32...) {
    for word in words { octets += (0 ..< 4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) } }
  }
}
