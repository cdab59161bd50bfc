internal import SocketKit

/// Why connections do not go on as they should, from two looks at the sockets.
///
/// It knows no kernel and no clock: all is given. What stands in both looks as it stood is stuck; what moved is work. The
/// longer the time between the looks, the surer that is.
public struct Diagnosis: Sendable {
  let facts: MachineFacts
  let before: MachineLook
  let after: MachineLook
  /// Where a socket of the first look is, by its cookie; not those in TIME_WAIT, in which nothing can be stuck.
  private let earlier: [UInt64: Int]
  /// Where a socket of the second look is, by its ends.
  private let places: [Sighting.Ends: Int]

  /// Fewer half-open connections than this are what any scan or lost segment leaves.
  static let manyHalfOpen = 16
  /// One retransmission in so many segments is what a good network has; twice as many, and fewer than `fewLost`, are not
  /// worth a word.
  static let segmentsALoss = 100
  static let fewLost = 3
  /// A block of so many ports without a gap, in the kernel's range, is a range of a socket's own that is used up: the kernel
  /// gives every second port only as long as it has a choice.
  static let gaplessBlock = 32

  /// A diagnosis of what two looks show.
  ///
  /// - Parameters:
  ///   - before: the first look.
  ///   - after: the second, of the same sockets and those that have come since.
  ///   - facts: the rest, from between the two.
  public init(before: MachineLook, after: MachineLook, facts: MachineFacts) {
    self.before = before
    self.after = after
    self.facts = facts
    var earlier: [UInt64: Int] = [:]
    for (index, socket) in before.sockets.enumerated() where socket.state != .timeWait && socket.cookie != 0 {
      earlier[socket.cookie] = index
    }
    self.earlier = earlier
    var places: [Sighting.Ends: Int] = [:]
    for (index, socket) in after.sockets.enumerated() where socket.state != .listen && socket.state != .timeWait {
      places[Sighting.Ends(local: socket.local, remote: socket.remote)] = index
    }
    self.places = places
  }

  /// What is wrong: what is the cause of other things first, and of one kind the most sockets first.
  public var findings: [Finding] {
    let unclosed = notClosed()
    return descriptorsUsedUp(except: unclosed) + unclosed + portsUsedUp() + notAccepted() + notRead() + peerNotRead()
      + peerNotClosed() + synUnanswered() + synAckUnanswered() + unacknowledged() + loss()
  }

  /// What looks odd and is not. What is found to be the cause of something is left out.
  public var remarks: [HarmlessRemark] {
    [
      portsUsedUp().isEmpty ? remark(.timeWait) { $0.state == .timeWait } : nil,
      remark(.abandonedFinWait2) { $0.state == .finWait2 && $0.inode == 0 },
      synAckUnanswered().isEmpty ? remark(.halfOpen) { $0.state == .synReceived } : nil,
    ].compactMap(\.self)
  }

  private func remark(_ kind: HarmlessRemark.Kind, _ belongs: (SocketSnapshot) -> Bool) -> HarmlessRemark? {
    var (count, gone) = (0, 0)
    for socket in after.sockets where belongs(socket) {
      count += 1
      gone = max(gone, socket.timer?.expiresMilliseconds ?? 0)
    }
    guard count > 0 else { return nil }
    return HarmlessRemark(kind: kind, sockets: count, goneMilliseconds: kind == .halfOpen ? nil : gone)
  }

  /// Sockets that some process holds, and none that may be seen.
  public var unseen: Int { after.sockets.count { $0.inode != 0 && facts.owners.owners(of: $0.inode).isEmpty } }
}

// MARK: - What the parts of a diagnosis ask

extension Diagnosis {
  /// The socket as it was in the first look, if it was there, in the same state.
  func was(_ socket: SocketSnapshot) -> SocketSnapshot? {
    guard let index = earlier[socket.cookie], before.sockets[index].state == socket.state else { return nil }
    return before.sockets[index]
  }

  /// Whether the first look had it, in this state or another.
  func isOld(_ socket: SocketSnapshot) -> Bool { earlier[socket.cookie] != nil }

  /// Whether nothing came, was read, was written or was acknowledged between the looks.
  func isStill(_ socket: SocketSnapshot) -> Bool {
    guard let was = was(socket) else { return false }
    return was.queue == socket.queue && was.information?.octetsReceived == socket.information?.octetsReceived
      && was.information?.octetsAcknowledged == socket.information?.octetsAcknowledged
  }

  /// The other end, if it is here too.
  func peer(of socket: SocketSnapshot) -> SocketSnapshot? {
    places[Sighting.Ends(local: socket.remote, remote: socket.local)].map { after.sockets[$0] }
  }

  func owner(of socket: SocketSnapshot) -> SocketOwner? { facts.owners.owners(of: socket.inode).first }

  /// Sorts sockets into those that belong together.
  ///
  /// - Returns: the largest group first, then in the order of the look.
  func groups<Key: Hashable>(
    where belongs: (SocketSnapshot) -> Bool, by key: (SocketSnapshot) -> Key
  ) -> [[SocketSnapshot]] {
    var order: [Key: Int] = [:]
    var groups: [[SocketSnapshot]] = []
    for socket in after.sockets where belongs(socket) {
      let key = key(socket)
      if let index = order[key] {
        groups[index].append(socket)
      } else {
        order[key] = groups.count
        groups.append([socket])
      }
    }
    return groups.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
  }

  /// What says whose fault it is: a process, or where that is not to be seen, a user.
  func culprit(_ socket: SocketSnapshot) -> Culprit {
    owner(of: socket).map { .process($0.process) } ?? .user(socket.user)
  }

  enum Culprit: Hashable {
    case process(CInt)
    case user(UInt32)
  }

  func finding(_ cause: Cause, _ sockets: [SocketSnapshot]) -> Finding {
    let first = sockets[0]
    let owners = facts.owners.owners(of: first.inode)
    return Finding(
      cause: cause, state: first.state, sockets: sockets.count, local: first.local, remote: first.remote,
      owner: owners.first, holders: owners.count, peer: peer(of: first).flatMap { owner(of: $0) },
      silentMilliseconds: Self.silence(of: first))
  }

  /// Before the handshake is over, the kernel's account has no beginning.
  private static func silence(of socket: SocketSnapshot) -> Int? {
    guard socket.state != .listen, socket.state != .synSent, let account = socket.information else { return nil }
    return min(account.sinceDataSentMilliseconds, account.sinceAcknowledgmentMilliseconds)
  }
}

extension SocketSnapshot {
  /// Octets that have come and that nobody has read; a FIN counts as one.
  var unreadOctets: Int {
    guard case .octets(let received, _) = queue else { return 0 }
    return received
  }

  /// Octets written and not acknowledged.
  var queuedOctets: Int {
    guard case .octets(_, let unacknowledged) = queue else { return 0 }
    return unacknowledged
  }
}
