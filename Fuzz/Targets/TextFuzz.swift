import FrameText
import PacketCodec
import ToolKit

/// A link type, whether the link is said and how much the capture cut, a moment, and frames: one of all that is left, or
/// several, each behind its length.
enum TextFuzz {
  /// Frames of one input: more would say nothing that these do not.
  private static let framesMax = 32

  static func fault(of octets: [UInt8]) -> String? {
    guard octets.count >= 10 else { return nil }
    let link = FrameFuzz.links[Int(octets[0]) % FrameFuzz.links.count]
    var text = FrameText(showsLink: octets[1] & 1 != 0)
    for frame in octets[1] & 2 != 0 ? [octets[10...]] : frames(octets[10...]) {
      let original = frame.count + Int(octets[1] >> 4)
      if let fault = fault(of: Array(frame), link, original, &text) { return fault }
    }
    let moment = octets[2 ..< 10].reduce(0) { $0 << 8 | Int64($1) }
    return clockFault(moment)
  }

  private static func frames(_ octets: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var rest = octets, frames: [ArraySlice<UInt8>] = []
    while let count = rest.first, frames.count < framesMax {
      frames.append(rest.dropFirst().prefix(Int(count)))
      rest = rest.dropFirst(1 + Int(count))
    }
    return frames
  }

  private static func fault(
    of frame: [UInt8], _ link: LinkType, _ originalCount: Int, _ text: inout FrameText
  ) -> String? {
    let layout = FrameLayout(frame.span.bytes, linkType: link, originalCount: originalCount)
    var line = LineBuffer()
    text.append(layout, frame.span.bytes, originalCount, to: &line)
    guard line.octets.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return "the line is not plain text" }
    // The longest options, labels and tunnels take some hundred octets each.
    guard line.octets.count < 8192 + 16 * frame.count else { return "a line of \(line.octets.count) octets" }
    var object = LineBuffer()
    object.append("{\"number\":1")
    object.appendLayers(layout, frame.span.bytes)
    object.append("}")
    guard (try? JSONValue.parse(object.octets)) != nil else { return "no object: \(object.octets)" }
    var rows = LineBuffer()
    rows.append(rows: frame.span.bytes)
    return rows.octets.count <= 12 + 4 * frame.count ? nil : "rows of \(rows.octets.count) octets"
  }

  private static func clockFault(_ moment: Int64) -> String? {
    var clock = LocalTime(), line = LineBuffer()
    clock.append(moment, to: &line)
    clock.append(0, to: &line)
    let isTwo = line.octets.count == 32 && line.octets[8] == UInt8(ascii: ".")
    return isTwo ? nil : "two times of day as \(String(decoding: line.octets, as: UTF8.self))"
  }
}
