internal import Glibc
internal import UStack

// fcntl and ioctl, as far as scripts use them.

extension ScriptHost {
  /// fcntl: reads and sets O_NONBLOCK.
  func control(_ number: Int32, _ command: Int32, _ argument: Int) -> Outcome {
    guard let socket = sockets[number] else { return .failure(.init(EBADF)) }
    switch command {
    case F_GETFL: return .success(Int(O_RDWR | (socket.isNonBlocking ? O_NONBLOCK : 0)))
    case F_SETFL:
      sockets[number]?.isNonBlocking = argument & Int(O_NONBLOCK) != 0
      return .success(0)
    default: return .failure(.init(EINVAL))
    }
  }

  /// ioctl: octets to be read (SIOCINQ), not acknowledged (SIOCOUTQ), not sent (SIOCOUTQNSD).
  func query(_ number: Int32, _ request: UInt, _ value: UnsafeMutablePointer<Int32>?) -> Outcome {
    guard let socket = sockets[number], let value else { return .failure(.init(EBADF)) }
    guard case .connection(let id) = socket.role, let information = stack.tcp.information(id) else {
      return .failure(.init(EINVAL))
    }
    switch request {
    case 0x541B: value.pointee = Int32(clamping: information.unread)
    case 0x5411: value.pointee = Int32(clamping: information.unsent + information.unacknowledged)
    case 0x894B: value.pointee = Int32(clamping: information.unsent)
    default: return .failure(.init(EINVAL))
    }
    return .success(0)
  }
}
