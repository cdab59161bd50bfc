internal import PacketCodec

/// The options of a segment in the order and with the padding that Linux and the BSDs use, which some middleboxes expect.
enum SegmentOptions {
  /// The options of SYN and SYN-ACK.
  ///
  /// - Parameters:
  ///   - maximumSegmentSize: octets the peer may put into a segment.
  ///   - windowShift: our shift, or nil when windows are not scaled.
  ///   - permitsSACK: whether we understand SACK.
  ///   - timestamps: our reading and the peer's, or nil without timestamps.
  ///
  /// Source: RFC 9293 §3.7.1; RFC 7323 §2.2, §3.2; RFC 2018 §2.
  static func synchronizing(
    maximumSegmentSize: Int, windowShift: UInt8?, permitsSACK: Bool, timestamps: TCPTimestamps?
  ) -> TCPOptions {
    var options = TCPOptions()
    options.append(.maximumSegmentSize(UInt16(clamping: maximumSegmentSize)))
    if let timestamps {
      if permitsSACK {
        options.append(.selectiveAcknowledgmentPermitted)
      } else {
        appendPadding(to: &options)
      }
      options.append(.timestamps(timestamps))
    } else if permitsSACK {
      appendPadding(to: &options)
      options.append(.selectiveAcknowledgmentPermitted)
    }
    if let windowShift {
      options.append(.noOperation)
      options.append(.windowScale(windowShift))
    }
    return options
  }

  /// Octets that a header has for options.
  static let mostOctets = 40
  /// Octets in front of the blocks of SACK, padding among them, and of each.
  static let blocksHeaderOctets = 4
  static let blockOctets = 8

  /// Octets of so many blocks of SACK.
  static func octets(ofBlocks count: Int) -> Int { count == 0 ? 0 : blocksHeaderOctets + count * blockOctets }

  /// The options of any later segment: timestamps, then as many SACK blocks as still fit.
  ///
  /// Source: RFC 7323 §3.2; RFC 2018 §3.
  static func established(timestamps: TCPTimestamps?, sack: SACKBlocks, blockLimit: Int) -> TCPOptions {
    var options = timestamps.map { TCPOptions(padded: $0) } ?? TCPOptions()
    guard !sack.isEmpty, blockLimit > 0 else { return options }
    var fitting = SACKBlocks()
    for block in sack.prefix(blockLimit) { fitting.append(block) }
    appendPadding(to: &options)
    options.append(.selectiveAcknowledgment(fitting))
    return options
  }

  private static func appendPadding(to options: inout TCPOptions) {
    options.append(.noOperation)
    options.append(.noOperation)
  }
}
