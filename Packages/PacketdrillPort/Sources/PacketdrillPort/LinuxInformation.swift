internal import UStack

/// `struct tcp_info` as Linux lays it out, filled with what a connection knows.
///
/// Source: include/uapi/linux/tcp.h.
struct LinuxInformation {
  /// Octets of the structure up to the fields scripts ask for.
  static let count = 280

  /// The structure.
  private(set) var octets = [UInt8](repeating: 0, count: Self.count)

  /// A socket without a connection.
  init(_ state: TCPStateName) { octets[0] = Self.number(of: state) }

  /// What `information` says.
  init(_ information: TCPInformation, now: Instant) {
    octets[0] = Self.number(of: information.state)
    octets[1] = Self.number(of: information.recovery)
    octets[2] = UInt8(clamping: information.backOffs)
    octets[3] = UInt8(clamping: information.probes)
    octets[4] = UInt8(clamping: information.backOffs)
    octets[5] = Self.options(of: information)
    octets[6] = information.sendShift | information.receiveShift << 4
    let segment = max(1, information.segmentOctets)
    func segments(_ octets: Int) -> Int { (octets + segment - 1) / segment }
    put(Int(information.retransmitTimeout.nanoseconds / 1000), at: 8)
    put(segment, at: 16)
    put(information.unacknowledgedSegments, at: 24)
    put(segments(information.sacked), at: 28)
    // Linux counts what was sent again as lost until it is known to have arrived.
    put(segments(information.lost) + segments(information.resentInFlight), at: 32)
    put(segments(information.resentInFlight), at: 36)
    func age(_ moment: Instant?) -> Int { moment.map { Int((now - $0).milliseconds) } ?? 0 }
    put(age(information.lastTextSent), at: 44)
    put(age(information.lastTextReceived), at: 52)
    put(age(information.lastHeard), at: 56)
    put(information.pathMTU, at: 60)
    put(Int((information.roundTrip ?? .zero).nanoseconds / 1000), at: 68)
    put(Int(information.roundTripVariation.nanoseconds / 1000), at: 72)
    let threshold = information.slowStartThreshold
    put(threshold >= 1 << 30 ? 0x7FFF_FFFF : threshold / segment, at: 76)
    put(information.congestionWindow / segment, at: 80)
    put(information.offeredSegmentOctets, at: 84)
    put(max(3, segments(information.reordering)), at: 88)
    put(information.retransmittedSegments, at: 100)
    put(information.unsent, at: 144)
    put(Int((information.shortestRoundTrip ?? .zero).nanoseconds / 1000), at: 148)
    // The SYN counts as one.
    put((information.isOpenToText ? 1 : 0) + segments(information.deliveredOctets), at: 192)
    put(information.retransmittedOctets, at: 208)
    put(information.sendWindow, at: 228)
    put(information.receiveWindow, at: 232)
  }

  private mutating func put(_ value: Int, at offset: Int) {
    let word = UInt32(clamping: value)
    for index in 0 ..< 4 { octets[offset + index] = UInt8(truncatingIfNeeded: word >> UInt32(8 * index)) }
  }

  private static func options(of information: TCPInformation) -> UInt8 {
    (information.usesTimestamps ? 1 : 0) | (information.usesSACK ? 2 : 0) | (information.usesScaling ? 4 : 0)
      | (information.usesECN ? 8 : 0) | (information.hasSynText ? 32 : 0)
  }

  private static func number(of state: TCPStateName) -> UInt8 {
    switch state {
    case .established: 1
    case .synSent: 2
    case .synReceived: 3
    case .finWait1: 4
    case .finWait2: 5
    case .timeWait: 6
    case .closed: 7
    case .closeWait: 8
    case .lastAck: 9
    case .listen: 10
    case .closing: 11
    }
  }

  private static func number(of recovery: TCPInformation.Recovery) -> UInt8 {
    switch recovery {
    case .open: 0
    case .disorder: 1
    case .marked: 2
    case .fast: 3
    case .timeout: 4
    }
  }
}
