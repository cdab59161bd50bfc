import PacketCodec

/// In what pieces it comes, and a capture file.
enum CaptureFuzz {
  private struct Reading: Equatable {
    var frames: [CapturedFrame] = []
    var links: [LinkType] = []
    var error: CaptureFileError?
  }

  static func fault(of octets: [UInt8]) -> String? {
    guard let first = octets.first else { return nil }
    let file = Array(octets.dropFirst())
    let reading = read(file, piece: file.count)
    guard read(file, piece: Int(first % 64) + 1) == reading else { return "in pieces it is another file" }
    for frame in reading.frames {
      guard frame.octets.count <= CaptureLimit.frameOctets else { return "a frame of \(frame.octets.count) octets" }
    }
    return rewritingFault(reading)
  }

  private static func read(_ file: [UInt8], piece: Int) -> Reading {
    var reader = CaptureFileReader()
    var reading = Reading()
    var offset = 0
    do throws(CaptureFileError) {
      while offset < file.count {
        let end = min(offset + piece, file.count)
        reader.append(file.span.bytes.extracting(offset ..< end))
        while let frame = try reader.next() {
          reading.links.append(reader.linkType(of: frame))
          reading.frames.append(frame)
        }
        offset = end
      }
      try reader.finish()
    } catch {
      reading.error = error
    }
    return reading
  }

  /// What was read, written by our writer, is read as what it was: an interface for each link, and no time before 1970.
  private static func rewritingFault(_ reading: Reading) -> String? {
    var writer = PcapNGWriter()
    var expected = reading.frames
    for (index, link) in reading.links.enumerated() {
      _ = writer.append(CaptureInterface(linkType: link))
      expected[index].interfaceIndex = index
      expected[index].timestampNanoseconds = max(0, expected[index].timestampNanoseconds)
    }
    guard expected.count <= CaptureLimit.interfaces else { return nil }
    for frame in expected { writer.append(frame) }
    let again = read(writer.octets, piece: max(1, writer.octets.count))
    guard again.error == nil else { return "what was written is not read: \(again.error!)" }
    return again.frames == expected && again.links == reading.links ? nil : "what was written is read otherwise"
  }
}
