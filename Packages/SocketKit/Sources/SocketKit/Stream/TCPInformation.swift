internal import CSocketShims

/// The kernel's account of one connection.
///
/// Source: tcp(7), TCP_INFO; <linux/tcp.h>.
public struct TCPInformation: Hashable, Sendable {
  /// Where the connection stands.
  public var state: TCPSocketState
  /// What the congestion control believes of the network.
  public var congestionState: CongestionState
  /// Retransmission timeout, microseconds.
  public var retransmissionTimeoutMicroseconds: Int
  /// Smoothed round-trip time, microseconds; 0 before the first measurement.
  public var roundTripMicroseconds: Int
  /// Its mean deviation, microseconds.
  public var roundTripVarianceMicroseconds: Int
  /// Congestion window, segments.
  public var congestionWindowSegments: Int
  /// Slow-start threshold, segments; 2³¹−1 before the first loss.
  public var slowStartThresholdSegments: Int
  /// Segments retransmitted in the connection's life.
  public var retransmittedSegments: Int
  /// Retransmissions of the oldest octet without an answer, now.
  public var unansweredRetransmissions: Int
  /// Segments sent and not acknowledged, now.
  public var segmentsInFlight: Int
  /// Largest segment we send, octets of payload.
  public var sendMaximumSegmentSize: Int
  /// Octets of ours that the peer has acknowledged. Our FIN counts as one, and our SYN if it was we who connected.
  public var octetsAcknowledged: Int
  /// Octets received in order. The peer's FIN counts as one, its SYN does not.
  public var octetsReceived: Int
  /// Octets written by the program and not sent yet.
  public var octetsNotSent: Int
  /// Since we sent data last, or since the connection began; milliseconds.
  public var sinceDataSentMilliseconds: Int
  /// Since the peer's last acknowledgment, which every segment after its SYN carries; milliseconds.
  public var sinceAcknowledgmentMilliseconds: Int
  /// Segments sent, of every kind.
  public var segmentsSent: Int
  /// Segments received, of every kind.
  public var segmentsReceived: Int

  init(_ raw: csocket_tcp_info) {
    state = TCPSocketState(rawValue: raw.state) ?? .closed
    congestionState = CongestionState(rawValue: raw.congestion_state) ?? .open
    retransmissionTimeoutMicroseconds = Int(raw.rto_us)
    roundTripMicroseconds = Int(raw.rtt_us)
    roundTripVarianceMicroseconds = Int(raw.rtt_variance_us)
    congestionWindowSegments = Int(raw.congestion_window)
    slowStartThresholdSegments = Int(raw.send_threshold)
    retransmittedSegments = Int(raw.total_retransmits)
    unansweredRetransmissions = Int(raw.retransmits)
    segmentsInFlight = Int(raw.unacknowledged)
    sendMaximumSegmentSize = Int(raw.send_mss)
    octetsAcknowledged = Int(clamping: raw.octets_acked)
    octetsReceived = Int(clamping: raw.octets_received)
    octetsNotSent = Int(raw.not_sent_octets)
    sinceDataSentMilliseconds = Int(raw.last_data_sent_ms)
    sinceAcknowledgmentMilliseconds = Int(raw.last_ack_received_ms)
    segmentsSent = Int(raw.segments_out)
    segmentsReceived = Int(raw.segments_in)
  }
}
