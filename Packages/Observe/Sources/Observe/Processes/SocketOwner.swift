/// A process that holds a socket, and under which number.
public struct SocketOwner: Hashable, Sendable {
  /// The socket.
  public var inode: UInt64
  /// The process.
  public var process: CInt
  /// Its descriptor.
  public var descriptor: CInt
  /// The process's name, at most 15 octets, which it may set itself to anything (proc_pid_comm(5)).
  public var command: String

  /// An owner from its parts.
  public init(inode: UInt64, process: CInt, descriptor: CInt, command: String) {
    self.inode = inode
    self.process = process
    self.descriptor = descriptor
    self.command = command
  }
}
