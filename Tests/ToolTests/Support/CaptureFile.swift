import PacketCodec

/// Captures as octets, in each of the forms that there are.
enum CaptureFile: String, CaseIterable {
  case pcapng, littleMicroseconds, bigMicroseconds, littleNanoseconds, bigNanoseconds

  func octets(_ frames: [CapturedFrame], link: LinkType = .ethernet) -> [UInt8] {
    guard self != .pcapng else { return Self.pcapng(frames, link) }
    let isBig = self == .bigMicroseconds || self == .bigNanoseconds
    let isNano = self == .littleNanoseconds || self == .bigNanoseconds
    func word(_ value: Int, _ count: Int = 4) -> [UInt8] {
      let octets = (0 ..< count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
      return isBig ? octets.reversed() : octets
    }
    var octets = word(isNano ? 0xA1B2_3C4D : 0xA1B2_C3D4) + word(2, 2) + word(4, 2) + word(0) + word(0)
    octets += word(262_144) + word(Int(link.rawValue))
    for frame in frames {
      let (seconds, rest) = Int(frame.timestampNanoseconds).quotientAndRemainder(dividingBy: 1_000_000_000)
      octets += word(seconds) + word(isNano ? rest : rest / 1000)
      octets += word(frame.octets.count) + word(frame.originalCount) + frame.octets
    }
    return octets
  }

  private static func pcapng(_ frames: [CapturedFrame], _ link: LinkType) -> [UInt8] {
    var writer = PcapNGWriter()
    _ = writer.append(CaptureInterface(linkType: link))
    for frame in frames { writer.append(frame) }
    return writer.octets
  }
}
