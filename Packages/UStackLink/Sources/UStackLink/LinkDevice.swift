public import SocketKit

/// What carries a stack's frames: an interface that the kernel uses, too, or the far end of one it does.
///
/// Source: packet(7); Linux Documentation/networking/tuntap.rst.
public enum LinkDevice: ~Copyable, Sendable {
  /// The frames of an interface, beside the kernel's own stack.
  case packet(PacketSocket)
  /// The cable of a TAP.
  case tap(TapDevice)

  /// The number to wait on.
  public var descriptorNumber: CInt {
    switch self {
    case .packet(let socket): socket.descriptor.rawValue
    case .tap(let device): device.descriptor.rawValue
    }
  }

  /// Lends the descriptor, for registering.
  public borrowing func withDescriptor<Result, Failure: Error>(
    _ body: (borrowing FileDescriptor) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch self {
    case .packet(let socket): try body(socket.descriptor)
    case .tap(let device): try body(device.descriptor)
    }
  }

  /// The next frame.
  ///
  /// - Returns: `.notReady` when none waits.
  public borrowing func receive(into buffer: inout MutableRawSpan) throws(Errno) -> ReadResult {
    switch self {
    case .packet(let socket): try socket.receive(into: &buffer)
    case .tap(let device): try device.descriptor.read(into: &buffer)
    }
  }

  /// Sends one frame.
  ///
  /// - Returns: false when the link takes none now.
  public borrowing func send(_ frame: RawSpan) throws(Errno) -> Bool {
    switch self {
    case .packet(let socket): try socket.send(frame)
    case .tap(let device): try device.descriptor.write(frame) > 0
    }
  }
}
