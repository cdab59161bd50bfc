internal import PacketCodec
internal import SocketKit

/// A router's word that a datagram does not fit and may not be cut, as it was captured.
///
/// Source: RFC 792; RFC 1191 §4.
struct TooLongNote: Hashable, Sendable {
  /// The frame it came in, counted from 1.
  var number: Int
  /// Who says it.
  var sender: IPv4Address
  /// What would fit, octets; 0 of a router older than RFC 1191.
  var limit: Int
  /// How long the datagram was, octets.
  var octets: Int
  /// Where the datagram came from.
  var quoted: SocketAddress
}

extension TooLongNote {
  /// All of a capture.
  static func all(in frames: [CapturedFrame]) -> [TooLongNote] {
    frames.enumerated().compactMap { TooLongNote($1, number: $0 + 1) }
  }

  private init?(_ frame: CapturedFrame, number: Int) {
    let decoded = DecodedFrame(frame.octets.span.bytes)
    guard let header = decoded.ipv4, case .icmp(let icmp, let content) = decoded.transport,
      case .destinationUnreachable(.fragmentationNeeded, let limit) = icmp.message, let quoted = content.quotation
    else { return nil }
    self.init(
      number: number, sender: header.source, limit: Int(limit), octets: Int(quoted.header.totalCount),
      quoted: SocketAddress(quoted.header.source, port: quoted.sourcePort))
  }
}
