internal import PacketCodec
internal import ToolKit

extension FrameText {
  /// What is in a user datagram, told from its ports, if it is a tunnel that there are words for.
  ///
  /// Source: RFC 7348 §5, RFC 8926 §3.1, RFC 7510 §3.
  mutating func appendTunnel(
    _ header: UDPHeader, _ octets: RawSpan, _ extent: FrameLayout.Extent, depth: Int, to line: inout LineBuffer
  ) throws(DecodeError) -> Bool {
    guard depth < Self.depthLimit else { return false }
    for port in [header.destinationPort, header.sourcePort] {
      switch port {
      case 4789 where extent.captured >= 8: try appendVXLAN(octets, extent, depth: depth, to: &line)
      case 6081 where extent.captured >= 8: try appendGENEVE(octets, extent, depth: depth, to: &line)
      case 6635 where extent.captured >= 4: try appendMPLS(octets, extent, depth: depth, to: &line)
      default: continue
      }
      return true
    }
    return false
  }

  private mutating func appendVXLAN(
    _ octets: RawSpan, _ extent: FrameLayout.Extent, depth: Int, to line: inout LineBuffer
  ) throws(DecodeError) {
    let flags = octets.number(at: extent.offset, as: UInt8.self)
    line.append(flags & 8 != 0 ? "VXLAN, flags [I] (0x" : "VXLAN, flags [.] (0x")
    line.appendHexadecimal(UInt32(flags), digits: 2)
    line.append("), vni ")
    line.append(decimal: octets.number(at: extent.offset + 4, as: UInt32.self) >> 8)
    line.append(": ")
    let rest = extent.dropping(8)
    guard try !append(.bridged, octets, rest, depth: depth, to: &line) else { return }
    line.append("length ")
    line.append(Int64(rest.count))
  }

  private mutating func appendGENEVE(
    _ octets: RawSpan, _ extent: FrameLayout.Extent, depth: Int, to line: inout LineBuffer
  ) throws(DecodeError) {
    let bits = octets.number(at: extent.offset, as: UInt16.self)
    let type = EtherType(rawValue: octets.number(at: extent.offset + 2, as: UInt16.self))
    line.append("Geneve, Flags [")
    line.append(["none", "C", "O", "OC"][Int(bits >> 6 & 3)])
    line.append("], vni 0x")
    line.append(String(octets.number(at: extent.offset + 4, as: UInt32.self) >> 8, radix: 16))
    let count = 8 + 4 * Int(bits >> 8 & 0x3F)
    guard extent.captured >= count else { return line.append(" [|geneve]") }
    line.append(": ")
    guard try !append(type, octets, extent.dropping(count), depth: depth, to: &line) else { return }
    line.append("geneve-proto-0x")
    line.append(String(type.rawValue, radix: 16))
  }
}
