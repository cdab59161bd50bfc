internal import CPcap
public import PacketCodec

/// A filter compiled for one link, as the kernel runs it.
///
/// Source: pcap-filter(7), pcap_compile(3PCAP).
public struct CaptureFilter: ~Copyable {
  private let program: bpf_program

  /// Compiles `text` for frames that an open capture will see.
  init(_ text: String, for handle: borrowing PcapHandle) throws(CaptureError) {
    program = try Self.compile(text, for: handle.pointer)
  }

  /// Compiles `text` for a link without opening an interface, to find a mistake before anything is begun.
  ///
  /// - Parameters:
  ///   - text: in the language of pcap-filter(7); empty means all.
  ///   - linkType: what the frames will begin with.
  /// - Throws: `.badFilter`.
  public init(checking text: String, linkType: LinkType = .ethernet) throws(CaptureError) {
    guard let handle = pcap_open_dead(linkType.dataLink, CInt(CaptureLimit.frameOctets)) else {
      throw .badFilter(text, reason: "no memory")
    }
    defer { pcap_close(handle) }
    program = try Self.compile(text, for: handle)
  }

  deinit {
    var program = program
    pcap_freecode(&program)
  }

  /// Instructions of the compiled program, 1 ... 4,096.
  public var instructionCount: Int { Int(program.bf_len) }

  /// Whether the filter lets a frame pass that did not come from an interface.
  ///
  /// - Parameters:
  ///   - octets: the frame as far as it was captured, of the link the filter was compiled for.
  ///   - originalCount: octets it had on the link.
  public borrowing func accepts(_ octets: RawSpan, originalCount: Int) -> Bool {
    var program = program
    var header = pcap_pkthdr()
    header.caplen = bpf_u_int32(octets.byteCount)
    header.len = bpf_u_int32(clamping: originalCount)
    return octets.withUnsafeBytes { octets in
      guard let start = octets.bindMemory(to: UInt8.self).baseAddress else { return false }
      return pcap_offline_filter(&program, &header, start) != 0
    }
  }

  /// Gives the program to the kernel; frames the ring held before are filtered by libpcap.
  func install(on handle: borrowing PcapHandle) throws(CaptureError) {
    var program = program
    let status = pcap_setfilter(handle.pointer, &program)
    guard status == 0 else { throw handle.error(status) }
  }

  private static func compile(_ text: String, for handle: OpaquePointer) throws(CaptureError) -> bpf_program {
    var program = bpf_program()
    guard pcap_compile(handle, &program, text, 1, unknownNetmask) == 0 else {
      throw .badFilter(text, reason: String(cString: pcap_geterr(handle)))
    }
    return program
  }

  /// What PCAP_NETMASK_UNKNOWN is, a macro Swift does not see. Only `ip broadcast` asks for the netmask.
  private static let unknownNetmask: bpf_u_int32 = 0xFFFF_FFFF
}
