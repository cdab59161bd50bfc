/// Octets as the kernel would send them, or as it would not; written by hand, so that a test does not share the
/// reader's idea of their layout.
///
/// Source: netlink(7), sock_diag(7).
struct NetlinkScript {
  enum Kind: UInt16 {
    case noop = 1
    case error = 2
    case done = 3
    case overrun = 4
    case socket = 18
    case unknown = 4000
  }

  enum Attribute: UInt16 {
    case information = 2
    case congestion = 4
    case unknown = 99
  }

  static let multipart: UInt16 = 0x02
  static let interrupted: UInt16 = 0x10

  var octets: [UInt8] = []

  /// A message; `length` lies about its own.
  mutating func message(
    _ kind: Kind, flags: UInt16 = multipart, sequence: UInt32 = 1, length: UInt32? = nil, _ payload: [UInt8] = []
  ) {
    octets += (length ?? UInt32(16 + payload.count)).octets + kind.rawValue.octets + flags.octets
    octets += sequence.octets + UInt32(0).octets + payload
    pad()
  }

  /// A socket with attributes; `length` lies about the length of the last of them.
  mutating func socket(
    _ fixed: SocketOctets = SocketOctets(), attributes: [(kind: Attribute, value: [UInt8])] = [],
    length: UInt16? = nil
  ) {
    var payload = NetlinkScript(octets: fixed.octets)
    for (index, attribute) in attributes.enumerated() {
      let lie = index == attributes.count - 1 ? length : nil
      payload.octets += (lie ?? UInt16(4 + attribute.value.count)).octets + attribute.kind.rawValue.octets
      payload.octets += attribute.value
      payload.pad()
    }
    message(.socket, payload.octets)
  }

  mutating func done(_ number: Int32 = 0) { message(.done, number.octets) }

  private mutating func pad() {
    while octets.count % 4 != 0 { octets.append(0) }
  }
}

extension FixedWidthInteger {
  /// In host order.
  var octets: [UInt8] { withUnsafeBytes(of: self) { Array($0) } }
}
