internal import CPcap
internal import Glibc
public import PacketCodec
public import SocketKit

/// Frames as they pass an interface, through libpcap.
///
/// Every frame is handed over as soon as the kernel has it, with its time in nanoseconds. Nothing waits: `next` says nil
/// when there is nothing, and `descriptor` becomes readable when there is.
///
/// Source: pcap(3PCAP), packet(7).
public struct LiveCapture: ~Copyable {
  /// The interface's name.
  public let interface: String
  /// What its frames begin with.
  public let linkType: LinkType
  /// The most octets kept of a frame.
  public let snapLength: Int
  /// Readable while `next` has something. It is for a poller alone: the frames lie in a ring, not behind a read.
  public let descriptor: FileDescriptor
  private let handle: PcapHandle
  private let nanosecondsPerTick: Int64

  /// Opens an interface and begins to capture.
  ///
  /// - Throws: `.notPermitted`, `.noSuchInterface`, `.interfaceDown`, `.badFilter`, or `.failed` for the rest.
  /// - Precondition: snap length and buffer are positive and fit 31 bits.
  public init(_ configuration: CaptureConfiguration) throws(CaptureError) {
    let opened = try PcapHandle.open(configuration)
    if opened.isLoopback { opened.ignoreOutgoing() }
    try CaptureFilter(configuration.filter, for: opened).install(on: opened)
    let polled = try opened.duplicateDescriptor()
    interface = configuration.interface
    linkType = LinkType(dataLink: pcap_datalink(opened.pointer))
    snapLength = configuration.snapLength
    nanosecondsPerTick = pcap_get_tstamp_precision(opened.pointer) == PCAP_TSTAMP_PRECISION_NANO ? 1 : 1000
    descriptor = polled
    handle = opened
  }

  /// The next frame.
  ///
  /// - Returns: nil when the kernel holds none now.
  /// - Throws: `.interfaceDown` or `.failed`; the capture is over then, its statistics are not.
  public mutating func next() throws(CaptureError) -> CapturedFrame? {
    var header: UnsafeMutablePointer<pcap_pkthdr>?
    var octets: UnsafePointer<UInt8>?
    let status = pcap_next_ex(handle.pointer, &header, &octets)
    guard status >= 0 else { throw handle.error(status) }
    guard status == 1, let header = header?.pointee, let octets else { return nil }
    // With nanoseconds asked for and given, libpcap puts them in the field named for microseconds.
    let fraction = Int64(header.ts.tv_usec) * nanosecondsPerTick
    return CapturedFrame(
      timestampNanoseconds: Int64(header.ts.tv_sec) * 1_000_000_000 + fraction,
      originalCount: Int(header.len),
      octets: [UInt8](UnsafeBufferPointer(start: octets, count: min(Int(header.caplen), snapLength))))
  }

  /// What was counted since the beginning. The counters have 32 bits and wrap.
  public borrowing func statistics() throws(CaptureError) -> CaptureStatistics {
    var counters = pcap_stat()
    let status = pcap_stats(handle.pointer, &counters)
    guard status == 0 else { throw handle.error(status) }
    return CaptureStatistics(
      received: UInt64(counters.ps_recv), droppedByInterface: UInt64(counters.ps_ifdrop),
      droppedByKernel: UInt64(counters.ps_drop))
  }
}
