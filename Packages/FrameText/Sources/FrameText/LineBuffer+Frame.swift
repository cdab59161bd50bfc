public import PacketCodec
public import ToolKit

extension LineBuffer {
  /// Puts the layers of a frame behind, as members of a JSON object, each behind a comma. Of a header that was cut there
  /// are the fields before the cut.
  ///
  /// - Parameters:
  ///   - layout: where the layers are, found in `octets`.
  ///   - octets: the frame, as far as it was captured.
  public mutating func appendLayers(_ layout: FrameLayout, _ octets: RawSpan) {
    if let ethernet = layout.ethernet { appendEthernet(octets, at: ethernet.offset) }
    if let arp = layout.arp { appendARP(arp, octets) }
    if layout.ipv4 != nil { appendIPv4(layout, octets) }
    if layout.icmp != nil { appendICMP(layout, octets) }
    if let udp = layout.udp, udp.extent.captured >= 4 {
      append(",\"udp\":{\"sport\":")
      append(decimal: octets.number(at: udp.extent.offset, as: UInt16.self))
      append(",\"dport\":")
      append(decimal: octets.number(at: udp.extent.offset + 2, as: UInt16.self))
      append("}")
    }
    if layout.tcp != nil { appendTCP(layout, octets) }
    if let error = layout.error { append(error, layout.errorOffset) }
  }

  private mutating func append(_ error: DecodeError, _ offset: Int) {
    append(",\"error\":{\"layer\":\"")
    append(error.layer.rawValue)
    append("\",\"field\":\"")
    append(error.field.rawValue)
    append("\",\"needed\":")
    append(Int64(error.needed))
    append(",\"found\":")
    append(Int64(error.found))
    append(",\"offset\":")
    append(Int64(offset))
    append("}")
  }

  private mutating func appendEthernet(_ octets: RawSpan, at start: Int) {
    append(",\"eth\":{\"dst\":\"")
    append(Self.address(octets, at: start))
    append("\",\"src\":\"")
    append(Self.address(octets, at: start + 6))
    let type = EtherType(rawValue: octets.number(at: start + 12, as: UInt16.self))
    append("\"")
    // In the place of a length there is no type.
    if !type.isLength || type.rawValue == 0 {
      append(",\"type\":")
      append(decimal: type.rawValue)
    }
    append("}")
  }

  private mutating func appendARP(_ arp: FrameLayout.Extent, _ octets: RawSpan) {
    guard arp.captured >= 8, Self.hasAddressesOfATM(arp, octets) else { return }
    append(",\"arp\":{\"op\":")
    append(decimal: octets.number(at: arp.offset + 6, as: UInt16.self))
    appendARPAddresses(arp, octets)
    append("}")
  }

  /// The addresses, as far as they are of Ethernet and of IPv4, if the link carried all of them.
  private mutating func appendARPAddresses(_ arp: FrameLayout.Extent, _ octets: RawSpan) {
    let hardwareType = octets.number(at: arp.offset, as: UInt16.self)
    let hardware = Int(octets.number(at: arp.offset + 4, as: UInt8.self))
    let protocolCount = Int(octets.number(at: arp.offset + 5, as: UInt8.self))
    let operation = octets.number(at: arp.offset + 6, as: UInt16.self)
    guard arp.count >= 8 + 2 * (hardware + protocolCount), hardwareType != Self.hardwareOfATM else { return }
    // An operation's addresses mean something together only: with those it speaks of cut, there are none.
    let needed =
      switch operation {
      case 1, 2, 4: 8 + 2 * (hardware + protocolCount)
      case 3, 8: 8 + 2 * hardware + protocolCount
      case 9: 8 + hardware + protocolCount
      default: 8
      }
    guard arp.captured >= needed else { return }
    if hardware == 6, hardwareType == 1 || hardwareType == 6, arp.captured >= 14 {
      append(",\"sha\":\"")
      append(Self.address(octets, at: arp.offset + 8))
      append("\"")
    }
    guard protocolCount == 4, octets.number(at: arp.offset + 2, as: UInt16.self) == EtherType.ipv4.rawValue else {
      return
    }
    append(",\"spa\":\"", arp, 8 + hardware, octets)
    append(",\"tpa\":\"", arp, 12 + 2 * hardware, octets)
  }

  private mutating func append(_ key: StaticString, _ arp: FrameLayout.Extent, _ place: Int, _ octets: RawSpan) {
    guard arp.captured >= place + 4 else { return }
    append(key)
    append(IPv4Address(octets.number(at: arp.offset + place, as: UInt32.self)))
    append("\"")
  }

  /// ATM (RFC 2225) has lengths of its own in these places.
  private static let hardwareOfATM: UInt16 = 19

  /// False for a packet of ATM that ends before its addresses do: it has nothing to show then.
  private static func hasAddressesOfATM(_ arp: FrameLayout.Extent, _ octets: RawSpan) -> Bool {
    guard octets.number(at: arp.offset, as: UInt16.self) == hardwareOfATM else { return true }
    guard arp.captured >= 12 else { return false }
    let lengths = [4, 5, 8, 9, 10, 11].map { Int(octets.number(at: arp.offset + $0, as: UInt8.self)) }
    // The numbers of ATM have their kind in a bit of their length.
    let count = lengths[0] & 0x3F + lengths[1] & 0x3F + lengths[2] + lengths[3] & 0x3F + lengths[4] & 0x3F + lengths[5]
    return arp.captured >= 12 + count
  }

  private mutating func appendIPv4(_ layout: FrameLayout, _ octets: RawSpan) {
    guard let ip = layout.ipv4 else { return }
    let count = Int(octets.number(at: ip.offset, as: UInt8.self) & 15) * 4
    append(",\"ip\":{\"hl\":")
    append(Int64(count))
    if count >= 20, ip.captured >= 4 {
      let total = octets.number(at: ip.offset + 2, as: UInt16.self)
      append(",\"len\":")
      // As much as there is, in a super-frame without a length.
      append(total == 0 ? Int64(ip.count) : Int64(total))
      if total == 0 || total >= count { appendIPv4Fields(ip, layout, octets) }
    }
    append("}")
  }

  private mutating func appendIPv4Fields(_ ip: FrameLayout.Extent, _ layout: FrameLayout, _ octets: RawSpan) {
    guard ip.captured >= 6 else { return }
    append(",\"id\":")
    append(decimal: octets.number(at: ip.offset + 4, as: UInt16.self))
    guard ip.captured >= 8 else { return }
    let fragment = FragmentField(rawValue: octets.number(at: ip.offset + 6, as: UInt16.self))
    append(fragment.isFragmentationForbidden ? ",\"df\":1" : ",\"df\":0")
    append(fragment.hasMoreFragments ? ",\"mf\":1" : ",\"mf\":0")
    append(",\"off\":")
    append(Int64(fragment.offset / 8))
    guard ip.captured >= 9 else { return }
    append(",\"ttl\":")
    append(decimal: octets.number(at: ip.offset + 8, as: UInt8.self))
    guard ip.captured >= 10 else { return }
    append(",\"p\":")
    append(decimal: octets.number(at: ip.offset + 9, as: UInt8.self))
    guard ip.captured >= 12 else { return }
    append(",\"sum\":")
    append(decimal: octets.number(at: ip.offset + 10, as: UInt16.self))
    appendSum(layout.isIPv4ChecksumValid(in: octets))
    guard ip.captured >= 16 else { return }
    append(",\"src\":\"")
    append(IPv4Address(octets.number(at: ip.offset + 12, as: UInt32.self)))
    append("\"")
    appendDestination(ip, octets)
  }

  /// The last address of a source route, if there is one: the header's is then the next stop's.
  private mutating func appendDestination(_ ip: FrameLayout.Extent, _ octets: RawSpan) {
    guard ip.captured >= 20 else { return }
    let place: Int
    switch FrameLayout.destination(of: ip, in: octets) {
    case .header: place = ip.offset + 16
    case .route(let offset): place = offset
    case .unknown: return
    }
    append(",\"dst\":\"")
    append(IPv4Address(octets.number(at: place, as: UInt32.self)))
    append("\"")
  }

  private mutating func appendICMP(_ layout: FrameLayout, _ octets: RawSpan) {
    guard let icmp = layout.icmp?.extent, icmp.captured >= 6 else { return }
    append(",\"icmp\":{\"type\":")
    append(decimal: octets.number(at: icmp.offset, as: UInt8.self))
    append(",\"code\":")
    append(decimal: octets.number(at: icmp.offset + 1, as: UInt8.self))
    appendSum(layout.isICMPChecksumValid(in: octets))
    append("}")
  }

  private static func address(_ octets: RawSpan, at offset: Int) -> MACAddress {
    MACAddress(
      UInt64(octets.number(at: offset, as: UInt16.self)) << 32
        | UInt64(octets.number(at: offset + 2, as: UInt32.self)))
  }

  /// Nothing when it cannot be told.
  mutating func appendSum(_ isValid: Bool?) {
    guard let isValid else { return }
    append(isValid ? ",\"sum_ok\":1" : ",\"sum_ok\":0")
  }
}
