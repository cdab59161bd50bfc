/// What the server has done.
struct Totals {
  /// Connections let in.
  var accepted = 0
  /// Connections turned away with RST, because there was no descriptor for them.
  var refused = 0
  /// Octets sent back on connections that are over.
  var octets = 0
}
