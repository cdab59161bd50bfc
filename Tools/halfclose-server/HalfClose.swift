/// When the server closes its writing side.
enum HalfClose: String, Sendable, CaseIterable {
  /// Behind the last octet of the file: before the client, unless that was quicker.
  case afterFile = "after-file"
  /// Behind the file and the client's own FIN: the client is always first.
  case afterPeer = "after-peer"
}
