internal import PacketCodec
internal import ToolKit

extension LineBuffer {
  /// A segment as tcpdump tells it, ports left out.
  mutating func append(_ header: TCPHeader, _ numbers: SequenceOrigins.Numbers, payloadCount: Int) {
    append("Flags [")
    appendFlags(header.flags)
    append("]")
    if payloadCount > 0 || header.control != .none {
      append(", seq ")
      append(decimal: numbers.sequence)
      if payloadCount > 0 {
        append(UInt8(ascii: ":"))
        append(decimal: numbers.sequence &+ UInt32(truncatingIfNeeded: payloadCount))
      }
    }
    if header.flags.contains(.acknowledgment) {
      append(", ack ")
      append(decimal: numbers.acknowledgment)
    }
    append(", win ")
    append(decimal: header.window)
    if header.flags.contains(.urgent) {
      append(", urg ")
      append(decimal: header.urgentPointer)
    }
    if !header.options.isEmpty { appendOptions(header.options, numbers.edgeOrigin) }
    append(", length ")
    append(Int64(payloadCount))
  }

  /// The letters, lowest bit first, ACK as a dot; `none` without any.
  private mutating func appendFlags(_ flags: TCPFlags) {
    let start = octets.count
    for (bit, letter) in "FSRP.UEWe".utf8.enumerated() where flags.rawValue & 1 << UInt16(bit) != 0 {
      append(letter)
    }
    if octets.count == start { append("none") }
  }

  private mutating func appendOptions(_ options: TCPOptions, _ origin: UInt32) {
    append(", options [")
    var iterator = options.makeIterator()
    var isFirst = true
    do throws(DecodeError) {
      while let option = try iterator.next() {
        if !isFirst { append(UInt8(ascii: ",")) }
        isFirst = false
        append(option, origin)
      }
    } catch {
      append(isFirst ? "[bad opt]" : ",[bad opt]")
    }
    append("]")
  }

  private mutating func append(_ option: TCPOption, _ origin: UInt32) {
    switch option {
    case .endOfList: append("eol")
    case .noOperation: append("nop")
    case .maximumSegmentSize(let count):
      append("mss ")
      append(decimal: count)
    case .windowScale(let shift):
      append("wscale ")
      append(decimal: shift)
    case .selectiveAcknowledgmentPermitted: append("sackOK")
    case .selectiveAcknowledgment(let blocks): append(blocks, origin)
    case .timestamps(let timestamps):
      append("TS val ")
      append(decimal: timestamps.value)
      append(" ecr ")
      append(decimal: timestamps.echoReply)
    case .md5Signature(let signature):
      append("md5 ")
      for word in [signature.high >> 32, signature.high, signature.low >> 32, signature.low] {
        appendHexadecimal(UInt32(truncatingIfNeeded: word), digits: 8)
      }
    case .authentication(let authentication): append(authentication)
    case .fastOpenCookie(let cookie):
      append(cookie.isRequest ? "tfo  cookiereq" : "tfo  cookie ")
      cookie.octets.withOctets { append(hexadecimal: $0) }
    case .other(let kind, let body):
      append("unknown-")
      append(decimal: kind)
      guard !body.isEmpty else { return }
      append(" 0x")
      body.withOctets { append(hexadecimal: $0) }
    }
  }

  private mutating func append(_ authentication: TCPAuthentication) {
    append("tcp-ao keyid ")
    append(decimal: authentication.key)
    append(" rnextkeyid ")
    append(decimal: authentication.nextReceiveKey)
    guard !authentication.code.isEmpty else { return }
    append(" mac 0x")
    authentication.code.withOctets { append(hexadecimal: $0) }
  }

  private mutating func append(_ blocks: SACKBlocks, _ origin: UInt32) {
    append("sack ")
    append(Int64(blocks.count))
    append(" ")
    for block in blocks {
      append("{")
      append(decimal: block.leftEdge.rawValue &- origin)
      append(UInt8(ascii: ":"))
      append(decimal: block.rightEdge.rawValue &- origin)
      append("}")
    }
  }
}
