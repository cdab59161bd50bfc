import Observe
import SocketKit

/// What was last told of each connection's congestion, so that the same is not told again at each look.
struct CongestionNumbers {
  private struct Numbers: Equatable {
    var window: Int
    var roundTrip: Int
    var retransmitted: Int
    var threshold: Int

    init(_ information: TCPInformation) {
      window = Int(information.congestionWindowSegments)
      roundTrip = Int(information.roundTripMicroseconds)
      retransmitted = Int(information.retransmittedSegments)
      threshold = Int(information.slowStartThresholdSegments)
    }
  }

  /// By cookie; of no more sockets than the last look had.
  private var told: [UInt64: Numbers] = [:]

  /// Takes the next look.
  ///
  /// - Returns: the sockets that have other numbers than at the look before, or none then. Listeners have none.
  mutating func news(of sockets: [SocketSnapshot]) -> [SocketSnapshot] {
    var now: [UInt64: Numbers] = [:]
    var news: [SocketSnapshot] = []
    for socket in sockets {
      guard socket.state != .listen, let information = socket.information else { continue }
      let numbers = Numbers(information)
      now[socket.cookie] = numbers
      if told[socket.cookie] != numbers { news.append(socket) }
    }
    told = now
    return news
  }
}
