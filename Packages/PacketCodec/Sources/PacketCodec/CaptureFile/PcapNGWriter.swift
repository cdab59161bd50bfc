/// Writes pcapng into memory: one section, little-endian, its time in nanoseconds.
///
/// It opens no file. The caller takes `octets` whenever it likes and says so with `removeAll()`; blocks are only ever
/// put behind, so what was taken never changes, and the file is readable up to its last whole block.
///
/// Source: draft-ietf-opsawg-pcapng §4.1, §4.2, §4.3, §4.6.
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
    block(PcapNGBlock.section) { block in
      block.append(PcapNGBlock.byteOrderMagic)
      block.append(1 as UInt16)
      block.append(0 as UInt16)
      block.append(UInt64.max)  // The section's length is not known beforehand.
      block.options { options in
        for comment in comments { options.append(PcapNGOption.comment, text: comment) }
        if let application { options.append(PcapNGOption.sectionApplication, text: application) }
      }
    }
  }

  /// Describes an interface; its resolution is written as nanoseconds whatever it says, without an offset.
  ///
  /// - Returns: the index its frames carry, 0 for the first.
  /// - Precondition: `snapLength` is 0 ... 2³² − 1.
  public mutating func append(_ interface: CaptureInterface) -> Int {
    block(PcapNGBlock.interface) { block in
      block.append(interface.linkType.rawValue)
      block.append(0 as UInt16)
      block.append(UInt32(interface.snapLength))
      block.options { options in
        if let name = interface.name { options.append(PcapNGOption.interfaceName, text: name) }
        options.append(PcapNGOption.interfaceResolution, octets: [TimestampResolution.nanoseconds.rawValue])
        for comment in interface.comments { options.append(PcapNGOption.comment, text: comment) }
      }
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
    block(PcapNGBlock.enhancedPacket) { block in
      block.append(UInt32(frame.interfaceIndex))
      block.append(time: frame.timestampNanoseconds)
      block.append(UInt32(frame.octets.count))
      block.append(UInt32(frame.originalCount))
      block.append(padded: frame.octets)
      if !frame.comments.isEmpty {
        block.options { options in
          for comment in frame.comments { options.append(PcapNGOption.comment, text: comment) }
        }
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
    block(PcapNGBlock.interfaceStatistics) { block in
      block.append(UInt32(interfaceIndex))
      block.append(time: timestampNanoseconds)
      block.options { options in
        options.append(PcapNGOption.statisticsReceived, counter: statistics.received)
        options.append(PcapNGOption.statisticsDroppedByInterface, counter: statistics.droppedByInterface)
        options.append(PcapNGOption.statisticsDroppedByKernel, counter: statistics.droppedByKernel)
      }
    }
  }

  /// Forgets what was taken, keeping the memory for more.
  public mutating func removeAll() { octets.removeAll(keepingCapacity: true) }

  /// Writes one block around what `body` appends.
  private mutating func block(_ type: UInt32, _ body: (inout PcapNGBlockWriter) -> Void) {
    var written: [UInt8] = []
    swap(&written, &octets)  // One owner alone, or the first append would copy all.
    var writer = PcapNGBlockWriter(type: type, behind: consume written)
    body(&writer)
    octets = writer.finish()
  }
}
