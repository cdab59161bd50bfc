/// Writes pcapng into memory: one section, little-endian, its time in nanoseconds.
///
/// It opens no file. The caller takes `octets` whenever it likes and says so with `removeAll()`; blocks are only ever
/// put behind, so what was taken never changes, and the file is readable up to its last whole block.
///
/// Source: draft-ietf-opsawg-pcapng §4.1, §4.2, §4.3, §4.5 ... §4.8.
public struct PcapNGWriter: Sendable {
  /// What was written since the last `removeAll()`.
  public private(set) var octets: [UInt8] = []
  private var interfaceCount = 0

  /// A writer that has begun its section.
  ///
  /// - Parameters:
  ///   - application: the program that writes, for who wonders later.
  ///   - comments: notes on the section. Text over 65,535 octets is cut between characters, here as everywhere.
  public init(application: String? = nil, comments: [String] = []) {
    PcapNGBlock.append(PcapNGBlock.section, to: &octets) { block in
      block.append(littleEndian: PcapNGBlock.byteOrderMagic)
      block.append(littleEndian: 1 as UInt16)
      block.append(littleEndian: 0 as UInt16)
      block.append(littleEndian: UInt64.max)  // The section's length is not known beforehand.
      PcapNGOption.append(comments: comments, to: &block)
      if let application { PcapNGOption.append(PcapNGOption.sectionApplication, text: application, to: &block) }
      PcapNGOption.appendEnd(to: &block)
    }
  }

  /// Describes an interface; its resolution is written as nanoseconds whatever it says, without an offset.
  ///
  /// - Returns: the index its frames carry, 0 for the first.
  /// - Precondition: `snapLength` is 0 ... 2³² − 1.
  public mutating func append(_ interface: CaptureInterface) -> Int {
    PcapNGBlock.append(PcapNGBlock.interface, to: &octets) { block in
      block.append(littleEndian: interface.linkType.rawValue)
      block.append(littleEndian: 0 as UInt16)
      block.append(littleEndian: UInt32(interface.snapLength))
      if let name = interface.name { PcapNGOption.append(PcapNGOption.interfaceName, text: name, to: &block) }
      let resolution = [TimestampResolution.nanoseconds.rawValue]
      PcapNGOption.append(PcapNGOption.interfaceResolution, resolution, to: &block)
      PcapNGOption.append(comments: interface.comments, to: &block)
      PcapNGOption.appendEnd(to: &block)
    }
    interfaceCount += 1
    return interfaceCount - 1
  }

  /// Writes a frame. A time before 1970, which the format cannot say, is written as 1970.
  ///
  /// - Precondition: its interface was described, it is at most `CaptureLimit.frameOctets` long, and its original count
  ///   is 0 ... 2³² − 1.
  public mutating func append(_ frame: CapturedFrame) {
    precondition((0 ..< interfaceCount).contains(frame.interfaceIndex), "frame of an unknown interface")
    precondition(frame.octets.count <= CaptureLimit.frameOctets, "frame of \(frame.octets.count) octets")
    PcapNGBlock.append(PcapNGBlock.enhancedPacket, to: &octets) { block in
      block.append(littleEndian: UInt32(frame.interfaceIndex))
      block.append(time: frame.timestampNanoseconds)
      block.append(littleEndian: UInt32(frame.octets.count))
      block.append(littleEndian: UInt32(frame.originalCount))
      block.append(padded: frame.octets)
      if !frame.comments.isEmpty {
        PcapNGOption.append(comments: frame.comments, to: &block)
        PcapNGOption.appendEnd(to: &block)
      }
    }
  }

  /// Writes what an interface counted, as of `timestampNanoseconds` since 1970.
  ///
  /// - Precondition: the interface was described.
  public mutating func append(
    _ statistics: CaptureStatistics, interfaceIndex: Int, timestampNanoseconds: Int64
  ) {
    precondition((0 ..< interfaceCount).contains(interfaceIndex), "statistics of an unknown interface")
    PcapNGBlock.append(PcapNGBlock.interfaceStatistics, to: &octets) { block in
      block.append(littleEndian: UInt32(interfaceIndex))
      block.append(time: timestampNanoseconds)
      let (received, lost) = (statistics.received, statistics.droppedByInterface)
      PcapNGOption.append(PcapNGOption.statisticsReceived, counter: received, to: &block)
      PcapNGOption.append(PcapNGOption.statisticsDroppedByInterface, counter: lost, to: &block)
      PcapNGOption.append(PcapNGOption.statisticsDroppedByKernel, counter: statistics.droppedByKernel, to: &block)
      PcapNGOption.appendEnd(to: &block)
    }
  }

  /// Writes a block of another kind as it was read, padded to whole words.
  ///
  /// - Returns: false when it stood in big-endian order and is no custom one, whose enterprise alone has an order: then
  ///   its integers cannot be turned, and nothing is written.
  /// - Precondition: it is at most `CaptureLimit.blockOctets` long, and its kind is none that the writer has its own for.
  public mutating func append(_ block: CaptureBlock) -> Bool {
    precondition(block.octets.count <= CaptureLimit.blockOctets - 20, "block of \(block.octets.count) octets")
    if case .unknown(let type) = block.kind { precondition(!PcapNGBlock.described.contains(type), "block \(type)") }
    var enterprise: UInt32?
    if case .custom(let number, _) = block.kind { enterprise = number }
    guard block.order == .little || enterprise != nil else { return false }
    PcapNGBlock.append(block.type, to: &octets) { body in
      if let enterprise { body.append(littleEndian: enterprise) }
      body.append(padded: block.octets)
    }
    return true
  }

  /// Forgets what was taken, keeping the memory for more.
  public mutating func removeAll() { octets.removeAll(keepingCapacity: true) }
}
