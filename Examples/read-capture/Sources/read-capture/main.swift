import Foundation
import PacketCodec

var reader = CaptureFileReader()
reader.append(try Data(contentsOf: URL(filePath: CommandLine.arguments[1])).bytes)
while let frame = try reader.next() {
  let decoded = DecodedFrame(frame.octets.span.bytes, linkType: reader.linkType(of: frame))
  print(PacketSummary(decoded, octetCount: frame.originalCount))
}
try reader.finish()
