internal import SocketKit

/// What a follower keeps of a snapshot: enough to know the socket again and to see that it changed.
struct Sighting: Sendable {
  /// What names a connection on the wire, seen from one side.
  struct Ends: Hashable, Sendable {
    var local: SocketAddress
    var remote: SocketAddress
  }

  var ends: Ends
  var state: TCPSocketState
  var cookie: UInt64
  var inode: UInt64
  /// As `inode`, or what it was before the socket's last holder closed it.
  private(set) var lastInode: UInt64

  init(_ socket: SocketSnapshot) {
    ends = Ends(local: socket.local, remote: socket.remote)
    state = socket.state
    cookie = socket.cookie
    inode = socket.inode
    lastInode = inode
  }

  /// Whether `socket` says nothing new. A number of /proc that came or went is news only to the one who keeps it.
  func matches(_ socket: SocketSnapshot) -> Bool {
    state == socket.state && cookie == socket.cookie && inode == socket.inode
      && ends.local == socket.local && ends.remote == socket.remote
  }

  /// Whether this is the same socket as the earlier `other` with the same ends.
  ///
  /// A listener is: of several on one port, another may be the first now. So is a TIME_WAIT, whose object is another by
  /// nature. And whoever has no cookie cannot say otherwise.
  func continues(_ other: Sighting) -> Bool {
    cookie == other.cookie || state == .listen || state == .timeWait && other.state != .timeWait || cookie == 0
      || other.cookie == 0
  }

  /// Takes over from an earlier sighting what this one does not show any more.
  mutating func remember(_ other: Sighting) {
    if inode == 0 { lastInode = other.lastInode }
  }
}
