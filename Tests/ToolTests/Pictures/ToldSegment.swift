import PacketCodec

/// A segment of a connection that a test tells, and what is to be read of it: the one is made without the other.
struct ToldSegment {
  private static let clientAddress = IPv4Address(10, 0, 0, 1)
  private static let serverAddress = IPv4Address(10, 0, 0, 2)
  /// Both numbers begin just below the wrap.
  private static let initial = (client: SequenceNumber(0xFFFF_FFF0), server: SequenceNumber(0xFFFF_FFFE))

  var isFromClient: Bool
  var flags: TCPFlags
  /// Counted from the SYN.
  var sequence: Int
  var acknowledgment: Int?
  var payload: Int
  var window: UInt16
  /// Classes that its row has beside "row arrow", in alphabetical order.
  var marks: [String]

  private init(
    _ isFromClient: Bool, _ flags: TCPFlags, _ sequence: Int, _ acknowledgment: Int?, _ payload: Int, _ window: UInt16,
    _ marks: [String]
  ) {
    self.isFromClient = isFromClient
    self.flags = acknowledgment == nil ? flags : flags.union(.acknowledgment)
    self.sequence = sequence
    self.acknowledgment = acknowledgment
    self.payload = payload
    self.window = window
    self.marks = marks
  }

  static func client(
    _ sequence: Int, ack: Int? = nil, len: Int = 0, win: UInt16 = 65535, set flags: TCPFlags = [], marked: String...
  ) -> ToldSegment { ToldSegment(true, flags, sequence, ack, len, win, marked) }

  static func server(
    _ sequence: Int, ack: Int? = nil, len: Int = 0, win: UInt16 = 65535, set flags: TCPFlags = [], marked: String...
  ) -> ToldSegment { ToldSegment(false, flags, sequence, ack, len, win, marked) }

  /// What stands on its arrow.
  var label: String {
    let names: [(TCPFlags, String)] = [
      (.synchronize, "SYN"), (.finish, "FIN"), (.reset, "RST"), (.push, "PSH"), (.acknowledgment, "ACK"),
    ]
    var words = names.filter { flags.contains($0.0) }.map(\.1) + ["seq \(sequence)"]
    if let acknowledgment { words.append("ack \(acknowledgment)") }
    if payload > 0 { words.append("len \(payload)") }
    return words.joined(separator: " ")
  }

  /// The frame that carries it.
  func frame(clientPort: UInt16, at nanoseconds: Int64) -> CapturedFrame {
    let (source, destination) =
      isFromClient ? (Self.clientAddress, Self.serverAddress) : (Self.serverAddress, Self.clientAddress)
    let own = isFromClient ? Self.initial.client : Self.initial.server
    let other = isFromClient ? Self.initial.server : Self.initial.client
    let octets = [UInt8](repeating: 0x61, count: payload)
    var header = TCPHeader(
      sourcePort: isFromClient ? clientPort : 8080, destinationPort: isFromClient ? 8080 : clientPort,
      sequence: own + sequence, acknowledgment: acknowledgment.map { other + $0 }, flags: flags, window: window)
    header.checksum = header.computedChecksum(
      payload: octets.span.bytes, PseudoHeader(source: source, destination: destination))
    let ethernet = EthernetHeader(
      destination: MACAddress(0x0200_0000_0002), source: MACAddress(0x0200_0000_0001), type: .ipv4)
    let ip = IPv4Header(source: source, destination: destination, protocol: .tcp, payloadCount: 20 + payload)
    let heads = [UInt8](capacity: 54) {
      ethernet.encode(into: &$0)
      ip.encode(into: &$0)
      header.encode(into: &$0)
    }
    return CapturedFrame(timestampNanoseconds: nanoseconds, octets: heads + octets)
  }
}
