internal import SocketKit

/// Who works where, and what is to be done when somebody comes, falls or has to go: decisions without a system call.
///
/// A station is a listening socket that outlives whoever serves it. Each has one member who serves, perhaps one who is
/// on the way, to take a place or to relieve the one who holds it, and any number of relieved ones who only finish what
/// they have open. Whoever drives the crew does what the orders say and tells it what happened; time comes in as an
/// argument.
public struct Crew: Sendable {
  /// How many deaths within a minute are the end: the cause is not in one worker then, and starting more cures nothing.
  public static let mostDeaths = 10
  /// How long after the end of the grace who still lives is killed: time to end by itself, in nanoseconds.
  public static let patience: Int64 = 250_000_000

  /// What happened and is worth a line.
  public enum Outcome: Hashable, Sendable {
    /// Everybody ended as asked.
    case stopped
    /// Workers died faster than it makes sense to start them.
    case gaveUp
  }

  /// What is to be done.
  public enum Order: Hashable, Sendable {
    /// Start a process for this member.
    case start(Member)
    /// Tell it to let nobody in any more and to finish what is open, for as long as that takes.
    case retire(Member)
    /// Close the port's sockets, which are not needed any more: once the workers have done so too, nobody is let in.
    case shut
    /// SIGTERM: finish within the grace.
    case terminate(Member)
    /// SIGKILL.
    case kill(Member)
    /// Every station is served: say so, once.
    case announce
    /// Nobody is left.
    case finish(Outcome)
  }

  /// Whether the crew is to go on.
  private enum Phase {
    case manning
    case open
    /// Until when they may take their time.
    case closing(until: Int64, Outcome)
  }

  private var stations: [Station]
  private var leaving: Set<Member> = []
  private var deaths = RecentDeaths()
  private var serial = 0
  private var phase = Phase.manning

  /// A crew that has not begun.
  ///
  /// - Parameter stations: how many serve beside each other, 1 ...
  public init(stations: Int) {
    precondition(stations > 0, "a crew of nobody")
    self.stations = (1 ... stations).map { Station(number: $0) }
  }

  /// Begins.
  public mutating func begin() -> [Order] { stations.indices.map { start(at: $0) } }

  /// A member serves its station from now on; whom it relieves may go.
  public mutating func serves(_ member: Member) -> [Order] {
    guard !isClosing, let place = place(of: member), stations[place].coming == member else { return [] }
    var orders: [Order] = []
    if let relieved = stations[place].serving {
      leaving.insert(relieved)
      orders.append(.retire(relieved))
    }
    stations[place].serving = member
    stations[place].coming = nil
    if case .manning = phase, stations.allSatisfy({ $0.serving != nil }) {
      phase = .open
      orders.append(.announce)
    }
    return orders
  }

  /// A member has let in as many as it may, or somebody told it to end: its station needs another.
  public mutating func wantsRelief(_ member: Member) -> [Order] {
    guard !isClosing, let place = place(of: member), stations[place].serving == member else { return [] }
    return relieve(at: place)
  }

  /// SIGHUP: everybody is relieved by somebody new, who serves before the old one stops.
  public mutating func rollOver() -> [Order] {
    guard case .open = phase else { return [] }
    return stations.indices.flatMap { relieve(at: $0) }
  }

  /// A member's process has ended, or could not be started.
  public mutating func ended(_ member: Member, now: Int64) -> [Order] {
    if leaving.remove(member) == nil, let place = place(of: member) {
      stations[place].lose(member)
      if !isClosing { return replace(at: place, now) }
    }
    guard case .closing(_, let outcome) = phase, isEmpty else { return [] }
    return [.finish(outcome)]
  }

  /// SIGTERM or SIGINT: the first time they may finish, the second time not.
  ///
  /// - Parameters:
  ///   - now: the loop's clock.
  ///   - grace: how long what is open may take, nanoseconds; below zero as zero.
  public mutating func close(now: Int64, grace: Int64) -> [Order] {
    guard !isClosing else { return members.map { .kill($0) } }
    return close(until: now.addingClamped(max(0, grace)).addingClamped(Self.patience), .stopped)
  }

  /// When `expire` has something to do, on the clock of `now`.
  public var nextDeadline: Int64? {
    if case .closing(let end, _) = phase { return end == .max ? nil : end }
    return stations.compactMap(\.dueAt).min()
  }

  /// The time of `nextDeadline` has come.
  public mutating func expire(now: Int64) -> [Order] {
    if case .closing(let end, let outcome) = phase {
      guard end <= now else { return [] }
      phase = .closing(until: .max, outcome)
      return members.map { .kill($0) }
    }
    return stations.indices.filter { stations[$0].dueAt.map { $0 <= now } ?? false }.map { start(at: $0) }
  }

  /// Everybody whose process runs.
  public var members: [Member] { stations.flatMap(\.members) + leaving.sorted() }
}

extension Crew {
  private var isClosing: Bool {
    if case .closing = phase { true } else { false }
  }

  private var isEmpty: Bool { leaving.isEmpty && stations.allSatisfy { $0.serving == nil && $0.coming == nil } }

  private func place(of member: Member) -> Int? { stations.firstIndex { $0.number == member.station } }

  private mutating func start(at place: Int) -> Order {
    serial += 1
    let member = Member(station: stations[place].number, serial: serial)
    stations[place].coming = member
    stations[place].dueAt = nil
    return .start(member)
  }

  /// Nobody is sent where somebody is on the way already, or is due.
  private mutating func relieve(at place: Int) -> [Order] {
    stations[place].coming == nil && stations[place].dueAt == nil ? [start(at: place)] : []
  }

  /// At once the first time; then each time twice as late as before.
  ///
  /// Who fell on the way to relieve somebody who still serves is no reason to give up: nothing is lost with it.
  private mutating func replace(at place: Int, _ now: Int64) -> [Order] {
    if stations[place].serving == nil, deaths.add(now) >= Self.mostDeaths {
      return close(until: now.addingClamped(Self.patience), .gaveUp)
    }
    let wait = stations[place].wait(after: now)
    guard stations[place].coming == nil else { return [] }
    guard let wait else { return [start(at: place)] }
    stations[place].dueAt = now + wait
    return []
  }

  private mutating func close(until end: Int64, _ outcome: Outcome) -> [Order] {
    phase = .closing(until: end, outcome)
    for place in stations.indices { stations[place].dueAt = nil }
    let orders = members.map { Order.terminate($0) }
    return [.shut] + (orders.isEmpty ? [.finish(outcome)] : orders)
  }
}
