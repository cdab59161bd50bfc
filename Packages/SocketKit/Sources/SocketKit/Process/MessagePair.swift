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

  /// Keeps the near end, and closes the other: what is left to do when a child has it.
  public consuming func intoNear() -> FileDescriptor { near }
}
