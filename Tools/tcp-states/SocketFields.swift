import Observe
import SocketKit
import ToolKit

/// One socket as the fields of an event; a field that says nothing of this socket is left out.
enum SocketFields {
  static func fields(_ socket: SocketSnapshot, _ owners: ArraySlice<SocketOwner>) -> [Field] {
    var fields: [Field] = [
      .text("local", socket.local), .text("remote", socket.remote), .text("state", socket.state),
    ]
    if let timer = socket.timer {
      fields += [.text("timer", timer.kind), .integer("expires_ms", timer.expiresMilliseconds)]
    }
    if socket.inode != 0 { fields.append(.integer("inode", socket.inode)) }
    if let owner = owners.first {
      fields += [.integer("pid", owner.process), .integer("fd", owner.descriptor)]
    }
    if let information = socket.information, socket.state != .listen { fields += congestion(information) }
    fields += queue(socket.queue)
    if socket.timer != nil { fields.append(.integer("unanswered", socket.retransmissions)) }
    if let algorithm = socket.congestionAlgorithm, socket.state != .listen {
      fields.append(.text("congestion", algorithm))
    }
    if socket.inode != 0 { fields.append(.integer("uid", socket.user)) }
    if let owner = owners.first {
      fields += [.octets("command", Array(owner.command.utf8)), .integer("holders", owners.count)]
    }
    fields.append(.integer("cookie", socket.cookie))
    return fields
  }

  private static func congestion(_ information: TCPInformation) -> [Field] {
    var fields: [Field] = [.integer("cwnd_segments", information.congestionWindowSegments)]
    if information.roundTripMicroseconds > 0 {
      fields += [
        .integer("rtt_us", information.roundTripMicroseconds),
        .integer("rttvar_us", information.roundTripVarianceMicroseconds),
      ]
    }
    fields.append(.integer("retransmits", information.retransmittedSegments))
    // TCP_INFINITE_SSTHRESH: no loss has set one yet.
    if information.slowStartThresholdSegments < Int32.max {
      fields.append(.integer("ssthresh_segments", information.slowStartThresholdSegments))
    }
    return fields + [
      .integer("mss_octets", information.sendMaximumSegmentSize), .text("ca_state", information.congestionState),
      .integer("octets_acked", information.octetsAcknowledged),
      .integer("octets_received", information.octetsReceived),
    ]
  }

  private static func queue(_ queue: SocketQueue) -> [Field] {
    switch queue {
    case .octets(let received, let unacknowledged):
      [.integer("unread_octets", received), .integer("unacked_octets", unacknowledged)]
    case .connections(let waiting, let limit): [.integer("waiting", waiting), .integer("backlog", limit)]
    }
  }
}
