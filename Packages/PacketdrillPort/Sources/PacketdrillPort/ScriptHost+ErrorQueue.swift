internal import Glibc
internal import UStack

// The error queue of a socket: here it holds the notices of MSG_ZEROCOPY.

extension ScriptHost {
  /// `struct sock_extended_err` and the address behind it.
  static let extendedErrorOctets = 32

  /// Looks what became of lent memory.
  ///
  /// - Returns: true when there is news to be read.
  func lookForNotices(_ number: Int32) -> Bool {
    guard let socket = sockets[number], socket.hasLent, case .connection(let id) = socket.role else { return false }
    var acknowledged = socket.writtenOctets
    if let information = stack.tcp.information(id), information.state != .closed {
      acknowledged -= information.unsent + information.unacknowledged
    }
    return sockets[number]?.notices.acknowledge(acknowledged) ?? false
  }

  /// `recvmsg` with MSG_ERRQUEUE: the control message says which calls are done with.
  func takeNotice(_ number: Int32, _ message: UnsafeMutablePointer<msghdr>?) -> Outcome {
    guard sockets[number] != nil else { return .failure(.init(EBADF)) }
    _ = lookForNotices(number)
    guard let message, let range = sockets[number]?.notices.take() else { return .failure(.init(EAGAIN)) }
    let count = MemoryLayout<cmsghdr>.size + Self.extendedErrorOctets
    message.pointee.msg_flags = MessageFlag.errorQueue
    guard let control = message.pointee.msg_control, message.pointee.msg_controllen >= count else {
      message.pointee.msg_controllen = 0
      return .success(0)
    }
    control.initializeMemory(as: UInt8.self, repeating: 0, count: count)
    control.storeBytes(of: count, as: Int.self)
    control.storeBytes(of: OptionNumber.ip, toByteOffset: 8, as: Int32.self)
    control.storeBytes(of: 11, toByteOffset: 12, as: Int32.self)  // IP_RECVERR
    control.storeBytes(of: 5, toByteOffset: 20, as: UInt8.self)  // SO_EE_ORIGIN_ZEROCOPY
    control.storeBytes(of: 1, toByteOffset: 22, as: UInt8.self)  // SO_EE_CODE_ZEROCOPY_COPIED
    control.storeBytes(of: range.lowerBound, toByteOffset: 24, as: UInt32.self)
    control.storeBytes(of: range.upperBound, toByteOffset: 28, as: UInt32.self)
    message.pointee.msg_controllen = count
    return .success(0)
  }
}
