public import PacketCodec
public import ToolKit
internal import UStack

extension Option where Options: StackSettings {
  /// Where the stack stands and who watches it: the same for every tool that has a stack.
  public static func stack() -> [Option] { place() + manner() }

  private static func place() -> [Option] {
    [
      .text("i", "interface", "IF", "the interface to send and receive on, beside the kernel", \.stack.interface),
      .text(nil, "tap", "NAME", "the TAP to make, or to take up, instead", \.stack.tap),
      .custom(
        nil, "address", "A/LEN", accepted: "an IPv4 address and the length of its network, as 10.0.0.7/24",
        "the stack's own address; without it the interface's is borrowed", \.stack.address,
        show: { $0?.description }, read: { InterfaceAddress($0).map { .some($0) } }),
      .ipv4(nil, "gateway", "the router to other networks", \.stack.gateway),
      .custom(
        nil, "mac", "MAC", accepted: "a station's address, as 02:00:00:00:00:07",
        "the stack's station (the interface's; by chance on a TAP)", \.stack.station,
        show: { $0?.description },
        read: { text in MACAddress(text).flatMap { $0.isMulticast || $0 == .zero ? nil : .some($0) } }),
      .value(
        nil, "mtu", "OCTETS", within: StackConfiguration.minimumMTU ... 65_535,
        "the longest datagram (the interface's)", \.stack.mtu),
    ]
  }

  private static func manner() -> [Option] {
    [
      .choice(nil, "congestion", "how congestion windows grow and shrink", \.stack.congestion),
      .flag(nil, "pacing", "spread each window over a round trip, where it would leave in a burst", \.stack.isPaced),
      .choice(nil, "offload", "leave it to the link to cut segments and add up checksums", \.stack.offload),
      .flag(nil, "busy-poll", "look longer for more before sleeping: a CPU for lower latency", \.stack.busyPoll),
      .text(nil, "pcap", "FILE", "log the stack's frames there, as pcapng", \.stack.log),
      .flag(nil, "trace", "tell each segment in a line", \.stack.trace),
    ]
  }
}

extension Option {
  /// An IPv4 address in four numbers; nil, the default, for none.
  ///
  /// - Parameters:
  ///   - short: its letter, or nil.
  ///   - long: its name without dashes.
  ///   - help: what it does, beginning small, without a full stop.
  ///   - field: what it sets.
  public static func ipv4(
    _ short: Character?, _ long: String, _ help: String,
    _ field: any WritableKeyPath<Options, IPv4Address?> & Sendable
  ) -> Option {
    custom(
      short, long, "ADDRESS", accepted: "an IPv4 address, as 10.0.0.1", help, field, show: { $0?.description },
      read: { IPv4Address($0).map { .some($0) } })
  }
}
