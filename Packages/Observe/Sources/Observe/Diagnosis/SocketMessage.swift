internal import CInetDiag
internal import CMnl
internal import SocketKit

/// The kernel's description of one socket, read from a netlink message.
///
/// Source: sock_diag(7), struct inet_diag_msg.
enum SocketMessage {
  private static let fixedOctets = MemoryLayout<inet_diag_msg>.size
  private static let attributeOctets = MemoryLayout<nlattr>.size
  /// AF_INET and AF_INET6.
  private static let (ipv4, ipv6) = (2 as UInt8, 10 as UInt8)

  /// Reads what lies in `payload`.
  ///
  /// - Parameter at: where in the datagram `payload` begins, for errors.
  static func decode(_ payload: RawSpan, at offset: Int) throws(SocketDiagnosisError) -> SocketSnapshot {
    guard payload.byteCount >= fixedOctets else { throw .malformed(.socket, at: offset) }
    let fixed = payload.unsafeLoadUnaligned(as: inet_diag_msg.self)
    guard fixed.idiag_family == ipv4 || fixed.idiag_family == ipv6 else { throw .malformed(.family, at: offset) }
    guard let state = TCPSocketState(rawValue: fixed.idiag_state) else { throw .malformed(.state, at: offset) }
    var socket = SocketSnapshot(
      local: end(fixed, fixed.id.idiag_src, fixed.id.idiag_sport),
      remote: end(fixed, fixed.id.idiag_dst, fixed.id.idiag_dport),
      state: state == .newSynReceived ? .synReceived : state,
      timer: SocketTimer(number: fixed.idiag_timer, expires: fixed.idiag_expires),
      retransmissions: Int(fixed.idiag_retrans),
      queue: state == .listen
        ? .connections(waiting: Int(fixed.idiag_rqueue), limit: Int(fixed.idiag_wqueue))
        : .octets(received: Int(fixed.idiag_rqueue), unacknowledged: Int(fixed.idiag_wqueue)),
      user: fixed.idiag_uid, inode: UInt64(fixed.idiag_inode),
      cookie: UInt64(fixed.id.idiag_cookie.1) << 32 | UInt64(fixed.id.idiag_cookie.0))
    try readAttributes(payload, at: offset, into: &socket)
    return socket
  }

  private static func readAttributes(
    _ payload: RawSpan, at offset: Int, into socket: inout SocketSnapshot
  ) throws(SocketDiagnosisError) {
    var place = fixedOctets
    while payload.byteCount - place >= attributeOctets {
      let attribute = payload.unsafeLoadUnaligned(fromByteOffset: place, as: nlattr.self)
      let length = Int(attribute.nla_len)
      guard length >= attributeOctets, length <= payload.byteCount - place else {
        throw .malformed(.attributeLength, at: offset + place)
      }
      let value = payload.extracting(place + attributeOctets ..< place + length)
      switch Int(attribute.nla_type) {
      case INET_DIAG_INFO: socket.information = TCPInformation(kernelForm: value)
      case INET_DIAG_CONG: socket.congestionAlgorithm = name(value)
      default: break
      }
      place += length.roundedUpToWord
    }
  }

  private static func end(
    _ fixed: inet_diag_msg, _ words: (UInt32, UInt32, UInt32, UInt32), _ port: UInt16
  ) -> SocketAddress {
    let octets = unsafeBitCast(SIMD4(words.0, words.1, words.2, words.3), to: SIMD16<UInt8>.self)
    guard fixed.idiag_family == ipv6 else {
      return SocketAddress(IPAddress(octets[0], octets[1], octets[2], octets[3]), port: UInt16(bigEndian: port))
    }
    // Only a link-local address needs its interface to be understood (RFC 4007 §6).
    let isLinkLocal = octets[0] == 0xFE && octets[1] & 0xC0 == 0x80
    let address = IPAddress(ipv6: octets, scope: isLinkLocal ? fixed.id.idiag_if : 0)
    return SocketAddress(address.unmapped, port: UInt16(bigEndian: port))
  }

  /// Up to its NUL.
  private static func name(_ value: RawSpan) -> String {
    value.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
