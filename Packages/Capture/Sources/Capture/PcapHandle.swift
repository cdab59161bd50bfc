internal import CPcap
internal import Glibc
internal import PacketCodec
internal import SocketKit

/// The one owner of an open libpcap capture.
///
/// Source: pcap_create(3PCAP), pcap_activate(3PCAP).
struct PcapHandle: ~Copyable {
  let pointer: OpaquePointer
  let interface: String

  private init(owning pointer: OpaquePointer, interface: String) {
    self.pointer = pointer
    self.interface = interface
  }

  deinit { pcap_close(pointer) }

  /// Opens the interface: immediate mode, nanoseconds, nonblocking, no filter yet.
  static func open(_ configuration: CaptureConfiguration) throws(CaptureError) -> PcapHandle {
    let interface = configuration.interface
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    guard let pointer = pcap_create(interface, &message) else {
      throw .failed(interface: interface, reason: text(message))
    }
    let handle = PcapHandle(owning: pointer, interface: interface)
    // The slots of libpcap 1.10's ring are some octets short of its snap length, so more is asked for than is kept.
    pcap_set_snaplen(pointer, CInt(min(configuration.snapLength + slotMargin, CaptureLimit.frameOctets)))
    pcap_set_promisc(pointer, configuration.isPromiscuous ? 1 : 0)
    pcap_set_immediate_mode(pointer, 1)
    pcap_set_buffer_size(pointer, CInt(configuration.bufferOctets))
    // A kernel without nanoseconds keeps microseconds, as `pcap_get_tstamp_precision` tells.
    pcap_set_tstamp_precision(pointer, PCAP_TSTAMP_PRECISION_NANO)
    let status = pcap_activate(pointer)
    guard status >= 0 else { throw handle.error(status) }
    guard pcap_setnonblock(pointer, 1, &message) == 0 else {
      throw .failed(interface: interface, reason: text(message))
    }
    return handle
  }

  /// Whether the interface is a loopback, on which each frame is seen twice.
  var isLoopback: Bool {
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    var first: UnsafeMutablePointer<pcap_if_t>?
    guard pcap_findalldevs(&first, &message) == 0 else { return false }
    defer { pcap_freealldevs(first) }
    var next = first
    while let entry = next?.pointee {
      if String(cString: entry.name) == interface { return entry.flags & bpf_u_int32(PCAP_IF_LOOPBACK) != 0 }
      next = entry.next
    }
    return false
  }

  /// Takes frames coming in alone, as is enough on a loopback: libpcap drops those going out only after the kernel has
  /// counted them, so the ring and its counters would hold each frame twice. A kernel before 4.20 does not know how.
  borrowing func ignoreOutgoing() {
    var one: CInt = 1
    _ = setsockopt(
      pcap_fileno(pointer), SOL_PACKET, PACKET_IGNORE_OUTGOING, &one, socklen_t(MemoryLayout<CInt>.size))
  }

  /// A descriptor of our own for what libpcap polls, which stays libpcap's to close.
  borrowing func duplicateDescriptor() throws(CaptureError) -> FileDescriptor {
    let number = pcap_get_selectable_fd(pointer)
    guard number >= 0 else { throw .failed(interface: interface, reason: "nothing to poll") }
    do throws(Errno) {
      return FileDescriptor(
        owning: try SystemCall.run("fcntl", on: number, "F_DUPFD_CLOEXEC") { fcntl(number, F_DUPFD_CLOEXEC, 0) })
    } catch {
      throw .failed(interface: interface, reason: "\(error)")
    }
  }

  /// What libpcap means by a negative status.
  borrowing func error(_ status: CInt) -> CaptureError {
    switch status {
    case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED: .notPermitted(interface: interface)
    case PCAP_ERROR_NO_SUCH_DEVICE: .noSuchInterface(interface)
    case PCAP_ERROR_IFACE_NOT_UP: .interfaceDown(interface)
    case PCAP_ERROR: .failed(interface: interface, reason: String(cString: pcap_geterr(pointer)))
    default: .failed(interface: interface, reason: String(cString: pcap_statustostr(status)))
    }
  }

  /// More than the headers and the alignment that the ring's slots lack.
  private static let slotMargin = 64

  private static func text(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
