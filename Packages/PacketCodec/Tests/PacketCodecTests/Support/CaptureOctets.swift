import PacketCodec

/// A pcap file of these frames, in either order and unit, as libpcap writes it.
func pcapOctets(_ frames: [CapturedFrame], bigEndian: Bool = false, nanoseconds: Bool = true) -> [UInt8] {
  func word(_ value: Int) -> [UInt8] {
    let octets = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    return bigEndian ? octets : octets.reversed()
  }
  func half(_ value: Int) -> [UInt8] { Array(bigEndian ? word(value)[2...] : word(value)[..<2]) }
  var octets = word(nanoseconds ? 0xA1B2_3C4D : 0xA1B2_C3D4) + half(2) + half(4) + word(0) + word(0) + word(262_144)
  octets += word(1)
  for frame in frames {
    let (seconds, rest) = frame.timestampNanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    octets += word(Int(seconds)) + word(Int(nanoseconds ? rest : rest / 1000))
    octets += word(frame.octets.count) + word(frame.originalCount) + frame.octets
  }
  return octets
}

/// What a reader says of a file it gets in pieces of `piece` octets: frames, then the error, if any.
func read(_ octets: [UInt8], piece: Int = .max) -> (frames: [CapturedFrame], error: CaptureFileError?) {
  var reader = CaptureFileReader()
  var frames: [CapturedFrame] = []
  do throws(CaptureFileError) {
    var offset = 0
    while offset < octets.count {
      let end = piece < octets.count - offset ? offset + piece : octets.count
      reader.append(octets.span.bytes.extracting(offset ..< end))
      while let frame = try reader.next() { frames.append(frame) }
      offset = end
    }
    try reader.finish()
    return (frames, nil)
  } catch {
    return (frames, error)
  }
}

/// A reader that was given the whole file and read to its end.
func reader(of octets: [UInt8]) throws(CaptureFileError) -> CaptureFileReader {
  var reader = CaptureFileReader()
  reader.append(octets.span.bytes)
  while try reader.next() != nil {}
  try reader.finish()
  return reader
}

/// Two frames a microsecond apart, the second one cut and with comments.
let twoFrames = [
  CapturedFrame(timestampNanoseconds: 1_700_000_000_123_456_000, octets: GoldenFrame("tcp-syn").octets),
  CapturedFrame(
    timestampNanoseconds: 1_700_000_000_123_457_000, originalCount: 90, octets: [1, 2, 3],
    comments: ["lost on purpose", "zweite Zeile ü"]),
]
