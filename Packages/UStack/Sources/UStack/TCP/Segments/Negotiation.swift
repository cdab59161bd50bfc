internal import PacketCodec

/// What two ends agreed on by their SYNs.
struct Negotiation: Hashable {
  /// What a peer that says nothing takes (RFC 9293 §3.7.1, MUST-15).
  static let defaultMaximumSegmentSize = 536
  /// Less than this would cost more headers than text, and let a peer make us send a frame an octet.
  static let smallestSegmentSize = 48
  /// The largest shift (RFC 7323 §2.3).
  static let largestShift: UInt8 = 14

  /// Octets of text and options the peer takes in a segment.
  var peerMaximumSegmentSize = Self.defaultMaximumSegmentSize
  /// Whether windows are scaled, be it by nothing.
  var usesScaling = false
  /// How far the peer's windows are shifted: 0 ... 14.
  var sendShift: UInt8 = 0
  /// How far ours are: 0 ... 14.
  var receiveShift: UInt8 = 0
  /// Whether segments carry timestamps.
  var usesTimestamps = false
  /// Octets of the options that every segment carries.
  var optionOctets: Int { usesTimestamps ? 12 : 0 }
  /// Whether SACK may be used, both ways.
  var usesSACK = false
  /// Whether both ends know congestion notification.
  var usesECN = false

  /// What became of our offer once the peer's SYN or SYN-ACK came.
  ///
  /// Source: RFC 7323 §2.2, §3.2; RFC 2018 §2; RFC 3168 §6.1.1; RFC 9293 §3.7.1.
  init(offered: ConnectionOptions, shift: UInt8, peer: TCPOptions) {
    peerMaximumSegmentSize = max(
      Self.smallestSegmentSize, Int(peer.maximumSegmentSize ?? UInt16(Self.defaultMaximumSegmentSize)))
    if offered.windowScaling, let theirs = peer.windowScale {
      usesScaling = true
      sendShift = min(theirs, Self.largestShift)
      receiveShift = shift
    }
    usesTimestamps = offered.timestamps && peer.timestamps != nil
    usesSACK = offered.selectiveAcknowledgment && peer.isSelectiveAcknowledgmentPermitted
  }

  /// Nothing agreed yet.
  init() {}
}
