/// How a datagram came.
struct Arrival: Sendable {
  /// When.
  var now: Instant
  /// To more hosts than this one, by its frame or by its destination.
  var isToEveryone = false
  /// The link vouches for the transport's checksum.
  var isChecked = false
}
