/// What an ICMP message says in its first eight octets, the checksum aside.
///
/// What follows them is the payload: an echo's data, or what `ICMPContent` reads. Bits a message leaves unused
/// are not kept, so encoding sends them as zero.
///
/// Source: RFC 792.
public enum ICMPMessage: Hashable, Sendable {
  /// The answer to an echo, with the question's numbers and data. Type 0.
  case echoReply(identifier: UInt16, sequence: UInt16)
  /// A datagram was not delivered. Type 3; the MTU is 0 unless the code is `fragmentationNeeded` (RFC 1191 §4).
  case destinationUnreachable(ICMPUnreachableCode, nextHopMTU: UInt16)
  /// Slow down. Type 4; never sent and ignored since RFC 6633.
  case sourceQuench
  /// A better first hop. Type 5; code 0 for the network, 1 for the host, 2 and 3 the same for one type of service.
  case redirect(code: UInt8, gateway: IPv4Address)
  /// Please send the data back. Type 8.
  case echoRequest(identifier: UInt16, sequence: UInt16)
  /// A datagram lived too long. Type 11; code 0 on its way, 1 waiting for its fragments.
  case timeExceeded(code: UInt8)
  /// A header could not be understood at octet `pointer`. Type 12.
  case parameterProblem(code: UInt8, pointer: UInt8)
  /// What time is it there? Type 13; the readings are in `ICMPTimestamps`.
  case timestampRequest(identifier: UInt16, sequence: UInt16)
  /// The answer, with the question's numbers. Type 14.
  case timestampReply(identifier: UInt16, sequence: UInt16)
  /// Any other message; `rest` is the second word.
  case other(type: UInt8, code: UInt8, rest: UInt32)

  /// The message these fields spell.
  public init(type: UInt8, code: UInt8, rest: UInt32) {
    let high = UInt16(rest >> 16)
    let low = UInt16(truncatingIfNeeded: rest)
    self =
      switch (type, code) {
      case (0, 0): .echoReply(identifier: high, sequence: low)
      case (3, _): .destinationUnreachable(ICMPUnreachableCode(rawValue: code), nextHopMTU: low)
      case (4, 0): .sourceQuench
      case (5, _): .redirect(code: code, gateway: IPv4Address(rest))
      case (8, 0): .echoRequest(identifier: high, sequence: low)
      case (11, _): .timeExceeded(code: code)
      case (12, _): .parameterProblem(code: code, pointer: UInt8(rest >> 24))
      case (13, 0): .timestampRequest(identifier: high, sequence: low)
      case (14, 0): .timestampReply(identifier: high, sequence: low)
      default: .other(type: type, code: code, rest: rest)
      }
  }

  /// The type field.
  public var type: UInt8 {
    switch self {
    case .echoReply: 0
    case .destinationUnreachable: 3
    case .sourceQuench: 4
    case .redirect: 5
    case .echoRequest: 8
    case .timeExceeded: 11
    case .parameterProblem: 12
    case .timestampRequest: 13
    case .timestampReply: 14
    case .other(let type, _, _): type
    }
  }

  /// The code field.
  public var code: UInt8 {
    switch self {
    case .echoReply, .echoRequest, .sourceQuench, .timestampRequest, .timestampReply: 0
    case .destinationUnreachable(let code, _): code.rawValue
    case .redirect(let code, _), .timeExceeded(let code), .parameterProblem(let code, _), .other(_, let code, _): code
    }
  }

  /// The second word, as it goes on the wire.
  public var rest: UInt32 {
    switch self {
    case .echoReply(let identifier, let sequence), .echoRequest(let identifier, let sequence),
      .timestampRequest(let identifier, let sequence), .timestampReply(let identifier, let sequence):
      UInt32(identifier) << 16 | UInt32(sequence)
    case .destinationUnreachable(_, let nextHopMTU): UInt32(nextHopMTU)
    case .sourceQuench, .timeExceeded: 0
    case .redirect(_, let gateway): gateway.rawValue
    case .parameterProblem(_, let pointer): UInt32(pointer) << 24
    case .other(_, _, let rest): rest
    }
  }

  /// True for the errors, whose payload starts with the datagram they complain of. They are never answered with an
  /// error (RFC 1122 §3.2.2).
  public var quotesDatagram: Bool {
    switch self {
    case .destinationUnreachable, .sourceQuench, .redirect, .timeExceeded, .parameterProblem: true
    case .echoReply, .echoRequest, .timestampRequest, .timestampReply, .other: false
    }
  }
}
