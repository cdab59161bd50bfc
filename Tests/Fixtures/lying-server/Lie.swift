/// What a server may do instead of giving every octet back.
enum Lie: String, CaseIterable, Sendable {
  /// Nothing: an echo server like another.
  case none
  /// The first octet is lost.
  case dropsOctet = "drops-octet"
  /// The first octet comes back as another one.
  case changesOctet = "changes-octet"
  /// The client's FIN is answered with RST.
  case resets
  /// FIN after the third line, before the client's.
  case closesFirst = "closes-first"
  /// The client's FIN is never answered.
  case neverCloses = "never-closes"
  /// Everything is read and nothing is said.
  case silent
  /// SIGKILL after the first echo.
  case dies
  /// No socket at all.
  case neverListens = "never-listens"
}
