internal import SocketKit

/// What a worker has done so far, as it tells its master.
public struct WorkerTally: Hashable, Sendable {
  /// Connections it serves now.
  public var open = 0
  /// Connections it let in.
  public var accepted = 0
  /// Connections it turned away, because there was no descriptor for them.
  public var refused = 0
  /// Octets it sent.
  public var octets = 0

  /// One that has done nothing.
  public init() {}

  /// What several have done together.
  public static func += (sum: inout WorkerTally, other: WorkerTally) {
    sum.open += other.open
    sum.accepted += other.accepted
    sum.refused += other.refused
    sum.octets += other.octets
  }

  private enum Place {
    static let open = 0, accepted = 1, refused = 2, octets = 3
  }

  /// What a worker published last.
  init(_ counters: borrowing SharedCounters) {
    open = counters[Place.open]
    accepted = counters[Place.accepted]
    refused = counters[Place.refused]
    octets = counters[Place.octets]
  }

  func publish(in counters: borrowing SharedCounters) {
    counters[Place.open] = open
    counters[Place.accepted] = accepted
    counters[Place.refused] = refused
    counters[Place.octets] = octets
  }
}
