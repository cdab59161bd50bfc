import PacketCodec

/// Connections that tests tell, to be drawn.
struct ToldConnection {
  var clientPort: UInt16
  var segments: [ToldSegment]

  /// One on which everything remarkable happens once.
  static let eventful = ToldConnection(
    clientPort: 40_001,
    segments: [
      .client(0, set: .synchronize), .server(0, ack: 1, set: .synchronize), .client(1, ack: 1),
      .client(1, ack: 1, len: 100, set: .push), .server(1, ack: 101),
      .client(1, ack: 1, len: 100, set: .push, marked: "retransmission"),
      .client(201, ack: 1, len: 100, set: .push), .server(1, ack: 101, marked: "duplicate-ACK"),
      .client(101, ack: 1, len: 100, set: .push, marked: "out-of-order"),
      .server(1, ack: 301, win: 0, marked: "zero-window"), .client(300, ack: 1, marked: "probe"),
      .server(1, ack: 301, win: 4096), .server(1, ack: 301, set: .reset, marked: "reset"),
    ])

  /// One with a transfer of 1.2 MB in which nothing is remarkable.
  static let long = ToldConnection(clientPort: 40_002, segments: opening + transfer + closing)

  private static let opening: [ToldSegment] = [
    .client(0, set: .synchronize), .server(0, ack: 1, set: .synchronize), .client(1, ack: 1),
  ]
  private static let transfer: [ToldSegment] = (0 ..< 40).flatMap { number -> [ToldSegment] in
    let place = 1 + 30_000 * number
    return [.server(place, ack: 1, len: 30_000, set: .push), .client(1, ack: place + 30_000)]
  }
  private static let closing: [ToldSegment] = [
    .server(1_200_001, ack: 1, set: .finish), .client(1, ack: 1_200_002, set: .finish), .server(1_200_002, ack: 2),
  ]

  /// A capture of connections, one behind the other, a segment each millisecond.
  static func capture(_ connections: [ToldConnection]) -> [UInt8] {
    let segments = connections.flatMap { connection in connection.segments.map { (connection.clientPort, $0) } }
    let frames = segments.enumerated().map { number, segment in
      segment.1.frame(
        clientPort: segment.0, at: 1_795_000_000_000_000_000 + Int64(number) * 1_000_000)
    }
    return CaptureFile.pcapng.octets(frames)
  }
}
