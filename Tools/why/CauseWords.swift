import Observe
import SocketKit
import ToolKit

/// A finding in plain words.
struct CauseWords {
  /// For scripts: "not-closed".
  let name: String
  let because: String
  let figures: [Field]
  let cure: String

  private init(_ name: String, _ because: String, _ figures: [Field], cure: String) {
    self.name = name
    self.because = because
    self.figures = figures
    self.cure = cure
  }

  init(_ finding: Finding) {
    switch finding.cause {
    case .notClosed(let unread, let use): self = .notClosed(unread, use, isShared: finding.holders > 1)
    case .peerNotClosed: self = .peerNotClosed
    case .descriptorsUsedUp(let use): self = .descriptors(use)
    case .portsUsedUp(let use): self = .ports(use)
    case .notAccepted(let queue): self = .notAccepted(queue)
    case .notRead(let unread, let waiting): self = .notRead(unread, waiting)
    case .peerNotRead(let queued, let probes): self = .peerNotRead(queued, probes)
    case .synUnanswered(let attempts, let next): self = .synUnanswered(attempts, next)
    case .synAckUnanswered(let backlog): self = .synAckUnanswered(backlog)
    case .unacknowledged(let queued, let retransmissions, let timeout):
      self = .unacknowledged(queued, retransmissions, timeout)
    case .loss(let retransmitted, let sent): self = .loss(retransmitted, sent)
    }
  }

  private static func fields(_ use: DescriptorUse) -> [Field] {
    [.integer("descriptors", use.open), .integer("limit", use.limit)]
  }
}

// MARK: - Closing

extension CauseWords {
  private static func notClosed(_ unread: Int, _ use: DescriptorUse?, isShared: Bool) -> CauseWords {
    let rest = unread > 0 ? ", nor read what came before" : ""
    let leak = use?.isNearlyAll == true ? "; its descriptors run out, and then accept fails with EMFILE" : ""
    let cure =
      isShared
      ? "close it in each process that has inherited it" : "call close when read returns 0, which is the peer's end"
    return CauseWords(
      "not-closed", "the peer has closed; the local program has not called close\(rest), and sends nothing\(leak)",
      (use.map(fields) ?? []) + (unread > 0 ? [.integer("unread_octets", unread)] : []), cure: cure)
  }

  private static let peerNotClosed = CauseWords(
    "peer-not-closed", "the local program has closed its half; the peer's has not, and sends nothing", [],
    cure: "look for CLOSE_WAIT on the peer's machine (why there); here a timeout, or close instead of shutdown")

  private static func descriptors(_ use: DescriptorUse) -> CauseWords {
    CauseWords(
      "descriptors-used-up",
      "the process has \(use.open) of \(use.limit) descriptors: at the limit accept and socket fail with EMFILE",
      fields(use), cure: "raise RLIMIT_NOFILE (prlimit --nofile), or look for what it does not close in /proc/PID/fd")
  }
}

// MARK: - Ports and queues

extension CauseWords {
  private static func ports(_ use: PortUse) -> CauseWords {
    let (by, cure) =
      use.timeWait >= use.live
      ? ("TIME_WAIT", "use connections again instead of opening one for each request, or let the other end close first")
      : ("connections that are open", "share connections, or close those that nobody uses")
    return CauseWords(
      "ports-used-up",
      "no port is left from this address to this place, or hardly any, because of \(by): connect fails with EADDRNOTAVAIL",
      [
        .text("range", "\(use.range.lowerBound)-\(use.range.upperBound)"), .integer("ports", use.ports),
        .integer("time_wait", use.timeWait), .integer("live", use.live),
      ], cure: "\(cure); more source addresses or a wider net.ipv4.ip_local_port_range help for a while")
  }

  private static func notAccepted(_ queue: AcceptQueue) -> CauseWords {
    let who = queue.standing > 0 ? "the program does not call accept" : "the program accepts more slowly than they come"
    let full = queue.isFull ? "; the queue is full, and who comes now is dropped" : ""
    let isShort = queue.descriptors?.isNearlyAll == true
    let cure =
      isShort
      ? "its descriptors are used up, so that accept fails with EMFILE: close some, or raise RLIMIT_NOFILE"
      : queue.standing > 0
        ? "find out where the program waits instead (/proc/PID/stack, syscalls), or whether it is stopped"
        : "accept in a loop until it would block, take more workers, or a longer backlog up to net.core.somaxconn"
    return CauseWords(
      "not-accepted", "connections wait, and \(who)\(full)",
      [
        .integer("waiting", queue.waiting), .integer("backlog", queue.backlog), .integer("standing", queue.standing),
        .integer("overflows", queue.overflows),
      ] + (queue.descriptors.map(fields) ?? []), cure: cure)
  }
}

// MARK: - Reading

extension CauseWords {
  private static func notRead(_ unread: Int, _ waiting: WindowWait) -> CauseWords {
    let (more, cure) =
      switch waiting {
      case .nobody: ("", "find out where the program waits instead, or whether it is stopped")
      case .peer:
        (
          "; its window is closed, and the peer waits",
          "find out where the program waits instead, or whether it is stopped"
        )
      case .both:
        (
          "; nor does the peer: both windows are closed, and each waits for the other",
          "read while there is something to write, or write less before reading the answer"
        )
      }
    return CauseWords(
      "not-read", "octets have come, and the local program does not read them\(more)",
      [.integer("unread_octets", unread)], cure: cure)
  }

  private static func peerNotRead(_ queued: Int, _ probes: Int) -> CauseWords {
    CauseWords(
      "peer-not-read", "the peer's window is closed: its program does not read what was sent",
      [.integer("unacked_octets", queued), .integer("probes", probes)],
      cure: "look at the program on the peer's machine (why there); here a limit to what is queued, and a timeout")
  }
}

// MARK: - Answers that do not come

extension CauseWords {
  private static func synUnanswered(_ attempts: Int, _ next: Int?) -> CauseWords {
    CauseWords(
      "syn-unanswered",
      "nothing answers the SYN; a host that is there, and where nobody listens, would refuse at once",
      [.integer("attempts", attempts)] + (next.map { [.integer("next_ms", $0)] } ?? []),
      cure: "look for a filter that drops, a wrong address or route (ip route get, ip neigh), a host that is down")
  }

  private static func synAckUnanswered(_ backlog: Int?) -> CauseWords {
    CauseWords(
      "syn-ack-unanswered",
      "many have sent a SYN and do not answer ours: their addresses are false, or our segments do not come there",
      backlog.map { [.integer("backlog", $0)] } ?? [],
      cure: "leave net.ipv4.tcp_syncookies on; look whether the way back is filtered or routed elsewhere")
  }

  private static func unacknowledged(_ queued: Int, _ retransmissions: Int, _ timeout: Int) -> CauseWords {
    CauseWords(
      "unacknowledged", "what is sent is not acknowledged, nor its repetitions: the way there or the peer is gone",
      [
        .integer("unacked_octets", queued), .integer("retransmissions", retransmissions),
        .integer("timeout_ms", timeout),
      ], cure: "look for a filter, a link or a host that is down; TCP_USER_TIMEOUT says how long to try")
  }

  private static func loss(_ retransmitted: Int, _ sent: Int) -> CauseWords {
    CauseWords(
      "loss", "segments are lost on the way and sent again; the connection goes on, slower",
      [.integer("retransmitted_segments", retransmitted), .integer("sent_segments", sent)],
      cure: "look for an overloaded link or a queue that is too short (ip -s link, capture)")
  }
}
