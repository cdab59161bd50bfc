import PacketCodec

/// A piece of a datagram from the peer.
///
/// - Parameter range: which octets of `payload`; all but the last piece have others behind them.
func fragment(
  _ range: Range<Int>, of payload: [UInt8], identification: UInt16 = 77, isLast: Bool? = nil,
  source: IPv4Address = Bench.peer, _ transport: IPProtocol = .icmp, change: (inout IPv4Header) -> Void = { _ in }
) -> [UInt8] {
  let hasMore = !(isLast ?? (range.upperBound == payload.count))
  return datagram(
    Array(payload[range]), transport, from: source, identification: identification,
    fragment: FragmentField(rawValue: UInt16(range.lowerBound / 8) | (hasMore ? 0x2000 : 0)), change: change)
}
