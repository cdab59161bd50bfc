internal import PacketCodec

/// A run of the stream that may leave now.
struct Departure: Hashable {
  /// The first place.
  var start: SequenceNumber
  /// Octets of text.
  var count: Int
  /// Whether FIN follows the text.
  var finishes: Bool
  /// Whether these places went out before.
  var isRetransmission: Bool
  /// Whether nothing is buffered behind it, so that the peer had better pass it on (MUST-61).
  var isLast: Bool

  /// Places it takes, FIN counted.
  var places: Int { count + (finishes ? 1 : 0) }
}
