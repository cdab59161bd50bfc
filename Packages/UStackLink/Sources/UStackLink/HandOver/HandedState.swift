internal import Synchronization
internal import UStack

/// What both threads know of a connection that was handed over.
final class HandedState: Sendable {
  /// Octets that came, for the application.
  let incoming: OctetLane
  /// Octets that the application wrote, for the stack.
  let outgoing: OctetLane
  let peer: TransportAddress
  /// Its place at the desk, for marks.
  let place: Int
  /// What a read finds behind the last octet: 0 while more may come.
  private let ending = Atomic<UInt8>(0)
  private let leaving = Atomic<UInt8>(Leaving.no.rawValue)
  /// Whether the stack holds back octets for which `incoming` had no room.
  let waitsForRoom = Atomic<Bool>(false)

  /// Whether the application still wants the connection.
  enum Leaving: UInt8 {
    case no
    /// It let go: what it wrote is still delivered.
    case gone
    /// It gave the connection up.
    case aborted
  }

  init(_ peer: TransportAddress, place: Int, laneOctets: Int) {
    self.peer = peer
    self.place = place
    incoming = OctetLane(capacity: laneOctets)
    outgoing = OctetLane(capacity: laneOctets)
  }

  private static let endings: [TCP.ReadResult] =
    [.nothing, .end] + [CloseReason.finished, .refused, .reset, .timedOut, .unreachable, .aborted].map { .failed($0) }

  /// What comes behind the last octet, `.nothing` while that is open. Set by the stack's thread, once all octets are in.
  var end: TCP.ReadResult {
    get { Self.endings[Int(ending.load(ordering: .sequentiallyConsistent))] }
    set {
      let number = Self.endings.firstIndex(of: newValue)!
      ending.store(UInt8(number), ordering: .sequentiallyConsistent)
    }
  }

  /// Set by the application's thread.
  var leave: Leaving {
    get { Leaving(rawValue: leaving.load(ordering: .sequentiallyConsistent))! }
    set { leaving.store(newValue.rawValue, ordering: .sequentiallyConsistent) }
  }
}
