internal import PacketCodec

/// From where each conversation's sequence numbers are counted: its SYN, or the first segment seen of it.
struct SequenceOrigins {
  /// Conversations remembered: 65,536 take some 4 MiB. When one more comes, all are forgotten, and the next segment of
  /// each is shown with its own numbers once.
  private static let conversationsMax = 65_536

  private struct Key: Hashable {
    /// The address of the lower port's end, or the lower address, in the upper half.
    var addresses: UInt64
    var ports: UInt32

    func hash(into hasher: inout Hasher) {
      hasher.combine(addresses ^ UInt64(ports) << 16)
    }
  }

  private struct Origin {
    /// Of the end named first in the key.
    var near: UInt32
    var far: UInt32
  }

  /// A segment's numbers as they are shown.
  struct Numbers {
    var sequence: UInt32
    var acknowledgment: UInt32
    /// What SACK edges are counted from.
    var edgeOrigin: UInt32 = 0
  }

  private var origins: [Key: Origin] = [:]

  /// A segment with ACK, whose numbers are shown relative unless it begins the conversation. One without has its own.
  mutating func numbers(_ header: TCPHeader, _ ip: IPv4Header) -> Numbers {
    let (sequence, acknowledgment) = (header.sequence.rawValue, header.acknowledgmentField.rawValue)
    guard header.flags.contains(.acknowledgment) else {
      return Numbers(sequence: sequence, acknowledgment: acknowledgment)
    }
    let isReversed =
      header.sourcePort == header.destinationPort
      ? ip.source.rawValue > ip.destination.rawValue : header.sourcePort > header.destinationPort
    let key = Self.key(header, ip, isReversed)
    guard let known = origins[key], !header.flags.contains(.synchronize) else {
      if origins.count >= Self.conversationsMax { origins.removeAll(keepingCapacity: true) }
      let own = sequence, other = acknowledgment &- 1
      origins[key] = isReversed ? Origin(near: other, far: own) : Origin(near: own, far: other)
      return Numbers(sequence: sequence, acknowledgment: acknowledgment, edgeOrigin: other)
    }
    let (own, other) = isReversed ? (known.far, known.near) : (known.near, known.far)
    return Numbers(sequence: sequence &- own, acknowledgment: acknowledgment &- other, edgeOrigin: other)
  }

  private static func key(_ header: TCPHeader, _ ip: IPv4Header, _ isReversed: Bool) -> Key {
    let near = isReversed ? ip.destination : ip.source, far = isReversed ? ip.source : ip.destination
    let ports =
      isReversed
      ? UInt32(header.destinationPort) << 16 | UInt32(header.sourcePort)
      : UInt32(header.sourcePort) << 16 | UInt32(header.destinationPort)
    return Key(addresses: UInt64(near.rawValue) << 32 | UInt64(far.rawValue), ports: ports)
  }
}
