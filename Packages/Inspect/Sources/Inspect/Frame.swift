import PacketCodec

/// A frame as far as it can be read, with what is wrong with it and who sent it.
struct Frame {
  /// The outermost IPv4 datagram whose header could be read.
  struct Datagram {
    var ip: IPv4Header
    /// Where it stands in the frame.
    var extent: FrameLayout.Extent
    /// Where its payload begins in the frame.
    var payloadOffset: Int
    var layout: FrameLayout

    /// Octets of its payload on the link.
    var payloadCount: Int { extent.offset + extent.count - payloadOffset }
    /// Octets of its payload in the frame.
    var capturedCount: Int { extent.offset + extent.captured - payloadOffset }
    var isWhole: Bool { extent.isWhole }
  }

  var arp: ARPPacket?
  var datagram: Datagram?
  /// The station that sent the frame, on Ethernet.
  var station: MACAddress?
  /// What no sender has reason to send; a frame that the capture cut is not its sender's.
  var error: DecodeError?

  init(_ octets: RawSpan, linkType: LinkType, originalCount: Int) {
    let layout = FrameLayout(octets, linkType: linkType, originalCount: originalCount)
    if layout.ethernet?.offset == 0 { station = (try? EthernetHeader.decode(octets))?.header.source }
    if let arp = layout.arp, arp.offset == layout.networkOffset {
      self.arp = (try? ARPPacket.decode(octets.extracting(arp.offset ..< arp.offset + arp.captured)))?.header
    }
    if let extent = layout.ipv4 {
      let span = octets.extracting(extent.offset ..< extent.offset + extent.captured)
      if let (ip, start) = try? IPv4Header.decode(span, presuming: extent.count) {
        datagram = Datagram(ip: ip, extent: extent, payloadOffset: extent.offset + start, layout: layout)
      }
    }
    error = Self.fault(of: layout, isCut: originalCount > octets.byteCount)
  }

  /// Who sent it, by the best name there is.
  var sender: Party { datagram.map { .host($0.ip.source) } ?? station.map { .station($0) } ?? .unknown }

  private static func fault(of layout: FrameLayout, isCut: Bool) -> DecodeError? {
    // What an error quotes was cut by who complains, and made by who is complained of.
    guard let error = layout.error, layout.icmp == nil || error.layer == .icmp else { return nil }
    switch error {
    case .truncated: return isCut ? nil : error
    case .badLength: return error
    // A link or a kind of ARP that is not read here is no fault.
    case .unsupported: return error.layer == .ipv4 || error.layer == .ipv6 ? error : nil
    }
  }
}
