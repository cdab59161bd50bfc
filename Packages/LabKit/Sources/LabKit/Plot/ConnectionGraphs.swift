internal import SocketKit

/// The graphs of one direction of a connection.
public struct ConnectionGraphs: Sendable {
  /// Places over time.
  public let timeSequence: Graph
  /// Octets a second.
  public let throughput: Graph
  /// Octets in flight, and the congestion window where the timeline has lines of `tcp-states`.
  public let flight: Graph
  /// Round-trip times.
  public let roundTrips: Graph

  /// When the connection's first segment passed: CLOCK_REALTIME, nanoseconds.
  public let startNanoseconds: Int64

  /// The graphs of what went `direction`.
  ///
  /// - Parameters:
  ///   - conversation: the connection.
  ///   - direction: whose octets are drawn.
  ///   - timeline: where the kernel's own numbers are looked for; it may have none.
  public init(_ conversation: Conversation, _ direction: Direction, in timeline: Timeline) {
    let trace = StreamTrace(conversation, direction)
    let (client, server) = (conversation.client, conversation.server)
    let (sender, receiver) = direction == .toServer ? (client, server) : (server, client)
    let title = "\(sender) to \(receiver)"
    let start = conversation.steps.first?.monotonicNanoseconds ?? 0
    startNanoseconds =
      timeline.events.first { $0.monotonicNanoseconds == start }?.realtimeNanoseconds ?? start
    let seen = timeline.events.compactMap { KernelNumbers($0, of: sender, receiver, from: start) }
    timeSequence = .timeSequence(trace, title: title)
    throughput = .throughput(trace, title: title)
    flight = .flight(trace, seen.compactMap(\.congestionWindow), title: title)
    roundTrips = .roundTrips(trace, seen.compactMap(\.roundTrip), title: title)
  }

  /// All of them.
  public var all: [Graph] { [timeSequence, throughput, flight, roundTrips] }
}

extension Conversation {
  /// The direction that carried more octets; toward the client when they are equal.
  public var busierDirection: Direction { payloadOctets(.toServer) > payloadOctets(.toClient) ? .toServer : .toClient }
}

/// What the kernel said of the sender's socket, as `tcp-states` wrote it.
private struct KernelNumbers {
  var congestionWindow: Graph.Point?
  var roundTrip: Graph.Point?

  init?(_ event: TimelineEvent, of local: SocketAddress, _ remote: SocketAddress, from start: Int64) {
    guard case .told(let told) = event.happening, told.text("local") == "\(local)", told.text("remote") == "\(remote)"
    else { return nil }
    let time = Double(Milliseconds.distance(from: start, to: event.monotonicNanoseconds)) / 1e9
    guard time >= 0 else { return nil }
    if let segments = told.number("cwnd_segments"), let size = told.number("mss_octets") {
      congestionWindow = Graph.Point(x: time, y: segments * size)
    }
    if let duration = told.number("rtt_us") { roundTrip = Graph.Point(x: time, y: duration) }
  }
}
