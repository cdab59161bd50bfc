/// What the server has done.
struct Totals {
  /// Connections let in.
  var accepted = 0
  /// Connections that got the whole file and acknowledged it.
  var complete = 0
  /// Connections turned away with RST, because there was no descriptor for them.
  var refused = 0
  /// How the last connection ended.
  var last = Ending.interrupted
}
