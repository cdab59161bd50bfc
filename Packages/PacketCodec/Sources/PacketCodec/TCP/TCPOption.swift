/// One option of a TCP header.
///
/// A kind this package knows, but with a length its RFC does not give it, is `.other`: nothing is dropped, and nothing
/// is read out of a field that is not there.
///
/// Source: RFC 9293 §3.2.
public enum TCPOption: Hashable, Sendable {
  /// End of the list; what follows is padding. Kind 0.
  case endOfList
  /// One octet between options. Kind 1.
  case noOperation
  /// The longest segment payload the sender takes, octets, headers not counted. Kind 2, in SYN only (RFC 6691).
  case maximumSegmentSize(UInt16)
  /// How far the sender's windows are to be shifted left. Kind 3, in SYN only; above 14 it means 14 (RFC 7323 §2.3).
  case windowScale(UInt8)
  /// The sender understands SACK. Kind 4, in SYN only (RFC 2018 §2).
  case selectiveAcknowledgmentPermitted
  /// What arrived out of order, 1 ... 4 blocks. Kind 5 (RFC 2018 §3).
  case selectiveAcknowledgment(SACKBlocks)
  /// Clock readings. Kind 8 (RFC 7323 §3.2).
  case timestamps(TCPTimestamps)
  /// The digest of a segment between routers. Kind 19 (RFC 2385).
  case md5Signature(MD5Signature)
  /// Keys and the code made with one. Kind 29 (RFC 5925 §2.2).
  case authentication(TCPAuthentication)
  /// A cookie, or the wish for one. Kind 34 (RFC 7413 §4.1.1).
  case fastOpenCookie(FastOpenCookie)
  /// Anything else: `octets` are those behind kind and length.
  case other(kind: UInt8, octets: InlineOctets)

  /// The octet the option starts with.
  public var kind: UInt8 {
    switch self {
    case .endOfList: 0
    case .noOperation: 1
    case .maximumSegmentSize: 2
    case .windowScale: 3
    case .selectiveAcknowledgmentPermitted: 4
    case .selectiveAcknowledgment: 5
    case .timestamps: 8
    case .md5Signature: 19
    case .authentication: 29
    case .fastOpenCookie: 34
    case .other(let kind, _): kind
    }
  }

  /// Octets on the wire, kind and length among them: 1 ... 42.
  public var encodedCount: Int {
    switch self {
    case .endOfList, .noOperation: 1
    case .maximumSegmentSize: 4
    case .windowScale: 3
    case .selectiveAcknowledgmentPermitted: 2
    case .selectiveAcknowledgment(let blocks): 2 + 8 * blocks.count
    case .timestamps: 10
    case .md5Signature: 18
    case .authentication(let authentication): 4 + authentication.code.count
    case .fastOpenCookie(let cookie): 2 + cookie.octets.count
    case .other(_, let octets): 2 + octets.count
    }
  }
}

extension TCPOption {
  /// The option of `kind` whose body, the octets behind kind and length, is `body`.
  init(kind: UInt8, body: RawSpan) {
    switch (kind, body.byteCount) {
    case (2, 2):
      self = .maximumSegmentSize(body.bigEndian(at: 0))
    case (3, 1):
      self = .windowScale(body.bigEndian(at: 0))
    case (4, 0):
      self = .selectiveAcknowledgmentPermitted
    case (5, 8), (5, 16), (5, 24), (5, 32):
      var blocks = SACKBlocks()
      for offset in stride(from: 0, to: body.byteCount, by: 8) {
        blocks.append(
          SACKBlock(
            leftEdge: SequenceNumber(body.bigEndian(at: offset)),
            rightEdge: SequenceNumber(body.bigEndian(at: offset + 4))))
      }
      self = .selectiveAcknowledgment(blocks)
    case (8, 8):
      self = .timestamps(TCPTimestamps(value: body.bigEndian(at: 0), echoReply: body.bigEndian(at: 4)))
    case (19, 16):
      self = .md5Signature(MD5Signature(high: body.bigEndian(at: 0), low: body.bigEndian(at: 8)))
    case (29, 2...):
      self = .authentication(
        TCPAuthentication(
          key: body.bigEndian(at: 0), nextReceiveKey: body.bigEndian(at: 1), code: InlineOctets(body.extracting(2...))))
    default:
      let octets = InlineOctets(body)
      if kind == 34, let cookie = FastOpenCookie(octets) {
        self = .fastOpenCookie(cookie)
      } else {
        self = .other(kind: kind, octets: octets)
      }
    }
  }

  /// Puts the option's octets behind `output`, which must have room for `encodedCount`.
  func encode(into output: inout InlineOctets) {
    output.append(kind)
    if encodedCount > 1 { output.append(UInt8(encodedCount)) }
    switch self {
    case .endOfList, .noOperation, .selectiveAcknowledgmentPermitted: break
    case .maximumSegmentSize(let count): output.append(bigEndian: count)
    case .windowScale(let shift): output.append(shift)
    case .selectiveAcknowledgment(let blocks):
      for block in blocks {
        output.append(bigEndian: block.leftEdge.rawValue)
        output.append(bigEndian: block.rightEdge.rawValue)
      }
    case .timestamps(let timestamps):
      output.append(bigEndian: timestamps.value)
      output.append(bigEndian: timestamps.echoReply)
    case .md5Signature(let signature):
      output.append(bigEndian: signature.high)
      output.append(bigEndian: signature.low)
    case .authentication(let authentication):
      output.append(authentication.key)
      output.append(authentication.nextReceiveKey)
      authentication.code.withOctets { output.append($0) }
    case .fastOpenCookie(let cookie): cookie.octets.withOctets { output.append($0) }
    case .other(_, let octets): octets.withOctets { output.append($0) }
    }
  }
}
