import PacketCodec
import ToolKit

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
    case .other(let kind, let body): body.withOctets { append(kind, $0) }
    }
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

  /// A kind that is known by name only, or known with another length.
  private mutating func append(_ kind: UInt8, _ body: RawSpan) {
    switch (kind, body.byteCount) {
    case (34, 0): append("tfo  cookiereq")
    case (34, 4 ... 16) where body.byteCount % 2 == 0:
      append("tfo  cookie ")
      append(hexadecimal: body)
    case (29, 2...):
      append("tcp-ao keyid ")
      append(decimal: body.number(at: 0, as: UInt8.self))
      append(" rnextkeyid ")
      append(decimal: body.number(at: 1, as: UInt8.self))
      if body.byteCount > 2 {
        append(" mac 0x")
        append(hexadecimal: body.extracting(2...))
      }
    case (19, 16):
      append("md5 ")
      append(hexadecimal: body)
    default:
      append("unknown-")
      append(decimal: kind)
      guard body.byteCount > 0 else { return }
      append(" 0x")
      append(hexadecimal: body)
    }
  }
}
