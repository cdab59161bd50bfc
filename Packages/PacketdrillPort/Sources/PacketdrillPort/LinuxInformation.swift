internal import UStack

/// `struct tcp_info` as Linux lays it out, filled with what a connection knows.
///
/// Source: include/uapi/linux/tcp.h.
struct LinuxInformation {
  /// Octets of the structure up to the fields scripts ask for.
  static let count = 280

  /// The structure.
  private(set) var octets = [UInt8](repeating: 0, count: Self.count)

  /// What `information` says.
  init(_ information: TCPInformation) {
    octets[0] = Self.number(of: information.state)
    octets[1] = Self.number(of: information.recovery)
    octets[2] = UInt8(clamping: information.backOffs)
    octets[4] = UInt8(clamping: information.backOffs)
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
    put(information.pathMTU, at: 60)
    put(Int((information.roundTrip ?? .zero).nanoseconds / 1000), at: 68)
    put(Int(information.roundTripVariation.nanoseconds / 1000), at: 72)
    let threshold = information.slowStartThreshold
    put(threshold >= 1 << 30 ? 0x7FFF_FFFF : threshold / segment, at: 76)
    put(information.congestionWindow / segment, at: 80)
    put(information.pathMTU - 40, at: 84)
    put(max(3, segments(information.reordering)), at: 88)
    put(information.retransmittedSegments, at: 100)
  }

  private mutating func put(_ value: Int, at offset: Int) {
    let word = UInt32(clamping: value)
    for index in 0 ..< 4 { octets[offset + index] = UInt8(truncatingIfNeeded: word >> UInt32(8 * index)) }
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
