internal import CInetDiag
internal import CMnl
internal import Glibc
internal import SocketKit

/// The one owner of libmnl's socket: nonblocking, closed on exec and at the end of its life.
///
/// Nonblocking, because the kernel has the next part of a dump ready before it returns from the call before: a wait
/// would be for something that never comes.
struct NetlinkSocket: ~Copyable, @unchecked Sendable {
  private let handle: OpaquePointer

  init() throws(Errno) {
    var opened: OpaquePointer?
    _ = try SystemCall.run("socket", "AF_NETLINK, SOCK_RAW, NETLINK_SOCK_DIAG") { () -> CInt in
      opened = mnl_socket_open2(NETLINK_SOCK_DIAG, CInt(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue))
      return opened.map { mnl_socket_get_fd($0) } ?? -1
    }
    handle = opened!
  }

  deinit { mnl_socket_close(handle) }

  borrowing func send(_ octets: [UInt8]) throws(Errno) {
    let handle = handle
    _ = try SystemCall.run("sendto", on: mnl_socket_get_fd(handle), "\(octets.count) octets") {
      octets.withUnsafeBytes { mnl_socket_sendto(handle, $0.baseAddress, $0.count) }
    }
  }

  /// One datagram.
  ///
  /// - Returns: its octets, at the start of `room`.
  /// - Throws: `.noSpace` when it was longer than `room`, `.wouldBlock` when there is none.
  borrowing func receive(into room: inout [UInt8]) throws(Errno) -> Int {
    let handle = handle
    return try SystemCall.run("recvmsg", on: mnl_socket_get_fd(handle), "\(room.count)") {
      room.withUnsafeMutableBytes { mnl_socket_recvfrom(handle, $0.baseAddress, $0.count) }
    }
  }
}
