/// An ARP packet in the words of tcpdump.
public struct ARPSummary: Hashable, Sendable, CustomStringConvertible {
  private let packet: ARPPacket

  /// The summary of `packet`.
  public init(_ packet: ARPPacket) { self.packet = packet }

  /// `Request who-has 10.0.0.2 tell 10.0.0.1`, `Reply 10.0.0.2 is-at 02:00:00:00:00:02`, or the operation's number.
  public var description: String {
    switch packet.operation {
    case .request:
      "Request who-has \(packet.target)\(asked) tell \(packet.sender)"
    case .reply: "Reply \(packet.sender) is-at \(packet.senderHardware)"
    default: "Unknown (\(packet.operation.rawValue)) \(packet.sender) > \(packet.target)"
    }
  }

  /// A request to one station alone, as a cache that checks its entry sends, names the station.
  private var asked: String {
    packet.targetHardware == .zero ? "" : " (\(packet.targetHardware))"
  }
}
