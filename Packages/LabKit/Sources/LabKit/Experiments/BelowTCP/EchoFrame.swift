internal import PacketCodec

/// A datagram of ICMP, or a piece of one, as it was captured.
struct EchoFrame: Hashable, Sendable {
  /// Its place in the capture, counted from 1.
  var number: Int
  /// CLOCK_REALTIME, nanoseconds.
  var time: Int64
  /// The datagram's header.
  var header: IPv4Header
  /// What it says; nil for a piece.
  var message: ICMPMessage?
  /// What follows the last header.
  var payload: [UInt8]

  /// Those of a capture.
  static func all(in frames: [CapturedFrame]) -> [EchoFrame] {
    frames.enumerated().compactMap { EchoFrame($1, number: $0 + 1) }
  }

  /// What a verdict that rests on it points at.
  var evidence: Evidence { .frame(number) }

  /// - Returns: nil for anything but ICMP.
  init?(_ frame: CapturedFrame, number: Int) {
    let decoded = DecodedFrame(frame.octets.span.bytes)
    guard let header = decoded.ipv4, header.protocol == .icmp else { return nil }
    // The first piece has ICMP's header, too, but is not the message.
    if !header.fragment.isFragment, case .icmp(let icmp, _) = decoded.transport { message = icmp.message }
    self.number = number
    time = frame.timestampNanoseconds
    self.header = header
    payload = Array(frame.octets[decoded.payloadRange])
  }

  /// Whether it is a whole request.
  var isRequest: Bool {
    if case .echoRequest = message { true } else { false }
  }

  /// Whether it answers this request, octet for octet.
  func answers(_ request: EchoFrame) -> Bool {
    guard case .echoRequest(let identifier, let sequence) = request.message else { return false }
    return message == .echoReply(identifier: identifier, sequence: sequence) && payload == request.payload
      && header.source == request.header.destination && header.destination == request.header.source
  }
}
