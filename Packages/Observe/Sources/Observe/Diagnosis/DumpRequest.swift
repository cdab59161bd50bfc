internal import CInetDiag
internal import CMnl

/// The one message that asks for a dump.
///
/// It is the old request, TCPDIAG_GETSOCK, because that walks the kernel's table once for IPv4 and IPv6 together.
/// SOCK_DIAG_BY_FAMILY wants two walks, and the walk is nearly all of a dump's cost: 146 µs each in a table of 262,144
/// buckets, however few the sockets.
enum DumpRequest {
  /// Header 16, request 60, attribute 4, the longest program 20.
  private static let longest = 128

  static func octets(for query: SocketQuery, sequence: UInt32) -> [UInt8] {
    var room = [UInt8](repeating: 0, count: longest)
    let length = room.withUnsafeMutableBytes { room in
      let header = mnl_nlmsg_put_header(room.baseAddress)!
      header.pointee.nlmsg_type = UInt16(TCPDIAG_GETSOCK)
      header.pointee.nlmsg_flags = UInt16(NLM_F_REQUEST | NLM_F_DUMP)
      header.pointee.nlmsg_seq = sequence
      let size = MemoryLayout<inet_diag_req>.size
      let request = mnl_nlmsg_put_extra_header(header, size)!.assumingMemoryBound(to: inet_diag_req.self)
      request.pointee.idiag_states = query.stateMask
      request.pointee.idiag_ext = query.details.rawValue
      if let filter = query.port {
        PortProgram(filter).octets.withUnsafeBytes {
          mnl_attr_put(header, UInt16(INET_DIAG_REQ_BYTECODE), $0.count, $0.baseAddress)
        }
      }
      return Int(header.pointee.nlmsg_len)
    }
    room.removeSubrange(length...)
    return room
  }
}
