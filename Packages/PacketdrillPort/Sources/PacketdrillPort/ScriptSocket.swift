internal import PacketCodec
internal import UStack

/// A socket of the script: what it is so far, and what was chosen for it.
struct ScriptSocket {
  /// What it is.
  enum Role {
    /// Just made.
    case fresh
    /// Waits for connections.
    case listening(ListenerID)
    /// Opens, is open, or was.
    case connection(ConnectionID)
  }

  /// What it is.
  var role = Role.fresh
  /// What `bind` gave it.
  var local: TransportAddress?
  /// The peer.
  var remote: TransportAddress?
  /// What its connection begins with.
  var options: ConnectionOptions
  /// O_NONBLOCK.
  var isNonBlocking = false
  /// `shutdown(SHUT_WR)` or both was called.
  var isWritingShut = false
  /// `shutdown(SHUT_RD)` or both was called.
  var isReadingShut = false
  /// `close` resets (SO_LINGER with zero).
  var resetsOnClose = false
  /// Small segments are held back.
  var isCorked = false
  /// `connect` was answered with EINPROGRESS or waits.
  var isConnecting = false
  /// The error of a broken connection was told already.
  var hasToldError = false
}
