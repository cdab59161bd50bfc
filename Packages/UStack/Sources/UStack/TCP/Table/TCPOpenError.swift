/// Why a connection or a listener could not be opened.
public enum TCPOpenError: Error, Hashable, Sendable {
  /// Another listener or connection has these ends.
  case addressInUse
  /// Every ephemeral port to this peer is taken.
  case noPortLeft
  /// The table is full: `maximumConnections` are there.
  case tooManyConnections
  /// TCP does not speak to such an address: broadcast, multicast, port 0 (RFC 9293 §3.9.1.1, MUST-46).
  case invalidAddress
}
