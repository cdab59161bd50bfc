import PacketCodec

/// A TCP connection that two honest ends have, a segment at a time. Its numbers begin just below the wrap.
struct Connection {
  var client = Host.client
  var server = Host.server
  var ports: (client: UInt16, server: UInt16) = (50_000, 80)
  /// What each end sends next.
  var here = SequenceNumber(.max - 100)
  var there = SequenceNumber(.max - 5000)
  var window: UInt16 = 8_192

  enum End { case client, server }

  /// A segment of one end, counted as sent.
  mutating func segment(_ end: End, _ flags: TCPFlags = [], _ payload: [UInt8] = []) -> [UInt8] {
    let frame = segment(end, flags, payload, at: end == .client ? here : there)
    let count = payload.count + (flags.contains(.finish) ? 1 : 0)
    if end == .client { here += count } else { there += count }
    return frame
  }

  /// A segment at any place, not counted.
  func segment(
    _ end: End, _ flags: TCPFlags = [], _ payload: [UInt8] = [], at place: SequenceNumber,
    acknowledging: SequenceNumber? = nil
  ) -> [UInt8] {
    let isClient = end == .client
    let header = TCPHeader(
      sourcePort: isClient ? ports.client : ports.server, destinationPort: isClient ? ports.server : ports.client,
      sequence: place, acknowledgment: acknowledging ?? (isClient ? there : here), flags: flags, window: window)
    return Frames.tcp(isClient ? client : server, isClient ? server : client, header, payload)
  }

  var syn: [UInt8] { handshakeSegment(isAnswer: false) }
  var synAck: [UInt8] { handshakeSegment(isAnswer: true) }

  private func handshakeSegment(isAnswer: Bool) -> [UInt8] {
    let header = TCPHeader(
      sourcePort: isAnswer ? ports.server : ports.client, destinationPort: isAnswer ? ports.client : ports.server,
      sequence: isAnswer ? there : here, acknowledgment: isAnswer ? here + 1 : nil, flags: .synchronize,
      window: window, options: TCPOptions([.maximumSegmentSize(1460), .windowScale(2), .endOfList]))
    return Frames.tcp(isAnswer ? server : client, isAnswer ? client : server, header)
  }

  /// What says that nothing listens.
  var refusal: [UInt8] {
    let header = TCPHeader(
      sourcePort: ports.server, destinationPort: ports.client, sequence: SequenceNumber(0), acknowledgment: here + 1,
      flags: .reset, window: 0)
    return Frames.tcp(server, client, header)
  }

  /// The three segments that open it.
  mutating func opening() -> [[UInt8]] {
    let frames = [syn, synAck]
    here += 1
    there += 1
    return frames + [segment(.client)]
  }

  /// The four that close it.
  mutating func closing() -> [[UInt8]] {
    [segment(.client, .finish), segment(.server), segment(.server, .finish), segment(.client)]
  }
}

extension Watch {
  mutating func see(all frames: [[UInt8]]) { for frame in frames { see(frame) } }
}
