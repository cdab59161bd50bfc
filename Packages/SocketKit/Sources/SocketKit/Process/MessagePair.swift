internal import CSocketShims
internal import Glibc

/// Two ends of a channel between processes that keeps messages apart: socketpair(2), SOCK_SEQPACKET.
///
/// An end that is closed is an end of stream at the other, so each side learns when the other is gone, however it went.
/// Both are nonblocking and closed on exec.
public struct MessagePair: ~Copyable, Sendable {
  /// Ours.
  public let near: FileDescriptor
  /// The one to give away.
  public let far: FileDescriptor

  /// Makes a channel.
  public init() throws(Errno) {
    var ends: (CInt, CInt) = (-1, -1)
    _ = try SystemCall.run("socketpair", "AF_UNIX, SOCK_SEQPACKET") {
      withUnsafeMutableBytes(of: &ends) { csocket_message_pair($0.baseAddress!.assumingMemoryBound(to: CInt.self)) }
    }
    near = FileDescriptor(owning: ends.0)
    far = FileDescriptor(owning: ends.1)
  }

  /// Looks whether a descriptor, which another program may have left here, is an end of such a channel. Whatever it is,
  /// it stays as it is.
  ///
  /// - Throws: `.invalidArgument` for another socket, what getsockopt(2) says of what is none.
  public static func expect(at number: CInt) throws(Errno) {
    for (option, name, wanted) in [
      (SO_DOMAIN, "SO_DOMAIN", AF_UNIX), (SO_TYPE, "SO_TYPE", CInt(SOCK_SEQPACKET.rawValue)),
    ] {
      var value: CInt = -1
      var length = socklen_t(MemoryLayout<CInt>.size)
      _ = try SystemCall.run("getsockopt", on: number, name) {
        getsockopt(number, SOL_SOCKET, option, &value, &length)
      }
      guard value == wanted else { throw .invalidArgument }
    }
  }

  /// Keeps the near end, and closes the other: what is left to do when a child has it.
  public consuming func intoNear() -> FileDescriptor { near }
}
