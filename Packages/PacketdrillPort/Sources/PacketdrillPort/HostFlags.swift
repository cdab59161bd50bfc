internal import PacketCodec
internal import UStack

/// What a script's command line says of the stack, as in `--so_flags=ip=192.168.0.1/16,mtu=1500,congestion=reno`.
struct HostFlags: Equatable {
  /// The stack's address and network.
  var address = InterfaceAddress(IPv4Address(192, 168, 0, 1), prefixLength: 16)
  /// Octets of the longest datagram.
  var mtu = 1500
  /// What every socket begins with.
  var options = ConnectionOptions()

  /// The flags of a text; what is not understood is left as it is.
  ///
  /// - Parameter settings: what the machine says; the text comes before it.
  init(_ text: String, settings: SystemSettings = SystemSettings { _ in nil }) {
    options.receiveBuffer = .fixed(15_728_640)
    options.sendBuffer = 4 << 20
    options.synRetries = 6
    settings.apply(to: &options)
    for field in text.split(separator: ",") {
      let parts = field.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      set(String(parts[0]), String(parts[1]))
    }
  }

  private mutating func set(_ key: String, _ value: String) {
    switch key {
    case "ip": address = InterfaceAddress(value) ?? address
    case "mtu": mtu = Int(value).map { min(max($0, 68), 65_535) } ?? mtu
    case "congestion": options.congestion = ConnectionOptions.CongestionAlgorithm(rawValue: value) ?? options.congestion
    case "timestamps": options.timestamps = value == "1"
    case "sack": options.selectiveAcknowledgment = value == "1"
    case "wscale": options.windowScaling = value == "1"
    case "ecn": options.congestionNotification = value == "1"
    default: break
    }
  }
}
