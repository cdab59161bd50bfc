import SocketKit
import Synchronization
import UStack
import UStackLink

/// An application on a thread of its own that serves what the bench hands over, and sleeps when there is nothing to do.
final class Shop {
  private let bench: Bench
  private var desk: HandOverDesk
  private let sleeper: Sleeper

  /// Where the application sleeps, and what it has to tell.
  final class Sleeper: Sendable {
    private let pipe: Pipe
    let stackRings = Atomic<Int>(0)
    let isOver = Atomic<Bool>(false)

    init() throws {
      pipe = try Pipe()
      try pipe.readEnd.setNonblocking(true)
    }

    func wake() { _ = try? pipe.writeEnd.write([1].span.bytes) }

    func sleep() {
      _ = try? pipe.readEnd.waitUntilReadable()
      var place: UInt64 = 0
      while true {
        let found = withUnsafeMutableBytes(of: &place) { octets in
          var span = octets.mutableBytes
          return try? pipe.readEnd.read(into: &span)
        }
        guard case .octets = found else { return }
      }
    }
  }

  /// - Parameters:
  ///   - capacity: connections at once.
  ///   - laneOctets: of each ring.
  ///   - serve: what the application does with one connection each time it is awake; false when it is done with it.
  init(
    _ bench: Bench, capacity: Int = 8, laneOctets: Int = 4096,
    serving serve: @escaping @Sendable (inout HandedConnection) -> Bool
  ) throws {
    self.bench = bench
    let sleeper = try Sleeper()
    self.sleeper = sleeper
    desk = HandOverDesk(
      capacity: capacity, laneOctets: laneOctets,
      wakingStack: { sleeper.stackRings.add(1, ordering: .relaxed) }, wakingApplication: { sleeper.wake() })
    let pass = desk.pass
    try DetachedThread.start {
      guard var application = pass.enter() else { return }
      Self.live(&application, sleeper, serve)
    }
  }

  deinit {
    sleeper.isOver.store(true, ordering: .sequentiallyConsistent)
    sleeper.wake()
  }

  /// The application: one connection after the other, as they come.
  private static func live(
    _ application: inout HandOverApplication, _ sleeper: Sleeper, _ serve: (inout HandedConnection) -> Bool
  ) {
    while !sleeper.isOver.load(ordering: .sequentiallyConsistent) {
      application.prepareToSleep()
      guard var connection = application.next() else {
        sleeper.sleep()
        continue
      }
      while serve(&connection), !sleeper.isOver.load(ordering: .sequentiallyConsistent) {
        application.prepareToSleep()
        // What came before that woke nobody, so it is looked for once more.
        if serve(&connection) { sleeper.sleep() } else { break }
      }
    }
  }

  /// Connections at the desk.
  var count: Int { desk.count }

  func give(_ id: ConnectionID) -> Bool { desk.give(id, from: TransportAddress(Bench.kernel, 1)) }

  /// The stack's part of a turn.
  func turn() {
    let now = bench.now
    while let (id, events) = bench.driver.stack.tcp.nextEvents() {
      _ = desk.take(events, of: id, &bench.driver.stack.tcp, now: now)
    }
    desk.turn(&bench.driver.stack.tcp, now: now)
  }
}
