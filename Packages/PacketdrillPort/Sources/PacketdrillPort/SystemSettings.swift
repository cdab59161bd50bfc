internal import Glibc
internal import UStack

/// What the kernel's settings say of TCP. A script's first command sets them, and it means the stack under it.
///
/// They are read of the network namespace that the script runs in; what cannot be read, or is not understood, changes
/// nothing.
///
/// Source: Documentation/networking/ip-sysctl.rst of Linux.
struct SystemSettings {
  /// Octets of a setting that are read; the longest that is used has two keys of 35.
  static let readLimit = 256
  /// The kernel's own size of a send buffer, which says that nobody chose one.
  static let unchosenSendBuffer = 16_384

  /// Gives a setting's text, or nil.
  private let text: (String) -> String?

  /// The settings of the namespace.
  init() { text = Self.read }

  /// Settings from somewhere else.
  init(_ text: @escaping (String) -> String?) { self.text = text }

  /// What a new socket begins with.
  func apply(to options: inout ConnectionOptions) {
    if let value = number("tcp_timestamps") { options.timestamps = value != 0 }
    if let value = number("tcp_sack") { options.selectiveAcknowledgment = value != 0 }
    if let value = number("tcp_window_scaling") { options.windowScaling = value != 0 }
    if let value = number("tcp_ecn") { options.congestionNotification = value == 1 }
    if let value = number("tcp_syn_retries") { options.synRetries = min(max(value, 1), 127) }
    if let value = number("tcp_retries2") { options.retries = min(max(value, 1), 127) }
    if let algorithm = text("tcp_congestion_control").flatMap(ConnectionOptions.CongestionAlgorithm.init(rawValue:)) {
      options.congestion = algorithm
    }
    let buffers = text("tcp_wmem")?.split { $0 == " " || $0 == "\t" }.compactMap { Int($0) } ?? []
    if buffers.count == 3, buffers[1] != Self.unchosenSendBuffer { options.sendBuffer = max(buffers[1], 4_608) }
  }

  /// What is said of Fast Open; when nothing can be read, what the kernel begins with.
  var fastOpen: FastOpenSetting {
    FastOpenSetting(bits: number("tcp_fastopen") ?? 1, key: text("tcp_fastopen_key").flatMap(KeyedHash.init(linux:)))
  }

  private func number(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

  private static func read(_ name: String) -> String? {
    let descriptor = open("/proc/sys/net/ipv4/" + name, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var octets = [UInt8](repeating: 0, count: readLimit)
    let count = Glibc.read(descriptor, &octets, octets.count)
    guard count > 0 else { return nil }
    return String(decoding: octets[..<count].prefix { $0 != 10 && $0 != 0 }, as: UTF8.self)
  }
}
