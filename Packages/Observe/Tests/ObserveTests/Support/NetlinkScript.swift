import CInetDiag
import CMnl

/// Octets as the kernel would send them, or as it would not.
struct NetlinkScript {
  var octets: [UInt8] = []

  /// A message; `length` lies about its own.
  mutating func message(
    _ kind: Int, flags: Int = 0, sequence: UInt32 = 1, length: UInt32? = nil, _ payload: [UInt8] = []
  ) {
    append(
      nlmsghdr(
        nlmsg_len: length ?? UInt32(16 + payload.count), nlmsg_type: UInt16(kind), nlmsg_flags: UInt16(flags),
        nlmsg_seq: sequence, nlmsg_pid: 0))
    octets += payload
    pad()
  }

  /// A socket with attributes; `length` lies about the length of the last of them.
  mutating func socket(
    _ fixed: inet_diag_msg = .established, attributes: [(kind: Int, value: [UInt8])] = [], length: UInt16? = nil
  ) {
    var payload = NetlinkScript()
    payload.append(fixed)
    for (index, attribute) in attributes.enumerated() {
      let lie = index == attributes.count - 1 ? length : nil
      payload.append(nlattr(nla_len: lie ?? UInt16(4 + attribute.value.count), nla_type: UInt16(attribute.kind)))
      payload.octets += attribute.value
      payload.pad()
    }
    message(Int(TCPDIAG_GETSOCK), flags: Int(NLM_F_MULTI), payload.octets)
  }

  mutating func done(_ number: Int32 = 0) {
    message(Int(NLMSG_DONE), flags: Int(NLM_F_MULTI), withUnsafeBytes(of: number) { Array($0) })
  }

  mutating func append<Value: BitwiseCopyable>(_ value: Value) {
    withUnsafeBytes(of: value) { octets += Array($0) }
  }

  private mutating func pad() {
    while octets.count % 4 != 0 { octets.append(0) }
  }
}

extension inet_diag_msg {
  /// 127.0.0.1:80 to 127.0.0.2:8080, with nothing waiting.
  static var established: inet_diag_msg {
    var message = inet_diag_msg()
    message.idiag_family = 2
    message.idiag_state = 1
    message.id.idiag_sport = UInt16(80).bigEndian
    message.id.idiag_dport = UInt16(8080).bigEndian
    message.id.idiag_src.0 = UInt32(0x7F00_0001).bigEndian
    message.id.idiag_dst.0 = UInt32(0x7F00_0002).bigEndian
    message.id.idiag_cookie = (0x89AB_CDEF, 0x0123_4567)
    message.idiag_inode = 4711
    message.idiag_uid = 1000
    return message
  }
}
