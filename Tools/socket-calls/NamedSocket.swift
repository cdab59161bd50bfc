import SocketKit

/// A socket that a line has given a name. A class, because what is owned cannot stand in a dictionary.
final class NamedSocket {
  let socket: StreamSocket

  init(_ socket: consuming StreamSocket) { self.socket = socket }
}

/// A listener that a line has given a name.
final class NamedListener {
  let listener: ListeningSocket

  init(_ listener: consuming ListeningSocket) { self.listener = listener }
}
