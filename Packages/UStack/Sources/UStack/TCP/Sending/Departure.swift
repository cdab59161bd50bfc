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
  /// Whether the peer had better pass it on, since nothing is buffered behind it (MUST-61).
  var isPushed: Bool

  /// Places it takes, FIN counted.
  var places: Int { count + (finishes ? 1 : 0) }
}
