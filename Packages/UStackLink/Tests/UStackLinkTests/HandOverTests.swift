import SocketKit
import Synchronization
import Testing
import UStack
import UStackLink

@Suite(.enabled(if: Cable.isPossible, Cable.needs)) struct `A connection in the hands of another thread` {
  struct Missing: Error {}

  final class Tally: Sendable {
    let count = Atomic<Int>(0)
  }

  /// Sends back what comes, as much as there is room for; at the end it finishes, and is done.
  private static let echo: @Sendable (inout HandedConnection) -> Bool = { connection in
    var rest: [UInt8] = []
    while true {
      var result = TCP.ReadResult.nothing
      rest = [UInt8](capacity: 1000) { result = connection.read(into: &$0) }
      switch result {
      case .octets:
        var sent = 0
        while sent < rest.count { sent += connection.write(rest.span.bytes.extracting(sent...)) }
      case .nothing: return true
      case .end, .failed: return false
      }
    }
  }

  @Test func `echoes a stream that is longer than its rings, and ends with it`() throws {
    try Bench.run(.usual[0]) { bench in
      let (id, kernel) = try bench.openedByKernel()
      let shop = try Shop(bench, serving: Self.echo)
      #expect(shop.give(id) && !shop.give(id) && shop.count == 1)
      let (pattern, total) = (Pattern.shared, 1_000_000)
      var (given, taken) = (0, 0)
      try bench.turn(until: "the echo") {
        shop.turn()
        given += try kernel.give(pattern, from: given, upTo: total)
        taken += try kernel.take(pattern, from: taken)
        return taken == total
      }
      try kernel.finish()
      try bench.turn(until: "the end of the echo") {
        shop.turn()
        return try kernel.take(pattern, from: taken) == 0 && kernel.isAtEnd && shop.count == 0
      }
    }
  }

  @Test func `that sleeps is woken by what comes, and by a reset`() throws {
    try Bench.run(.usual[0]) { bench in
      var ends: (stack: ConnectionID, kernel: KernelEnd)? = try bench.openedByKernel()
      let shop = try Shop(bench, serving: Self.echo)
      #expect(shop.give(ends!.stack))
      var taken = 0
      for count in 1 ... 50 {
        #expect(try ends!.kernel.give(Pattern.shared, from: count - 1, upTo: count) == 1)
        try bench.turn(until: "echo \(count)") {
          shop.turn()
          taken += try ends!.kernel.take(Pattern.shared, from: taken)
          return taken == count
        }
      }
      try ends!.kernel.setAbortive()
      ends = nil
      try bench.turn(until: "the application lets go") {
        shop.turn()
        return shop.count == 0
      }
    }
  }

  @Test func `is read to the end, what came before it was handed over first`() throws {
    try Bench.run(.usual[0]) { bench in
      let (id, kernel) = try bench.openedByKernel()
      let total = 300_000
      var given = try kernel.give(Pattern.shared, from: 0, upTo: 10)
      try bench.turn(until: "octets before") {
        while bench.driver.stack.tcp.nextEvents() != nil {}
        return bench.driver.stack.tcp.readable(id) == given
      }
      let read = Tally()
      let shop = try Shop(bench) { connection in
        var last = TCP.ReadResult.nothing
        repeat {
          let octets = [UInt8](capacity: 1000) { last = connection.read(into: &$0) }
          guard (try? Pattern.shared.check(octets[...], from: read.count.load(ordering: .relaxed))) != nil else {
            return false
          }
          read.count.add(octets.count, ordering: .relaxed)
        } while last != .nothing && last != .end
        return last == .nothing
      }
      #expect(shop.give(id))
      try bench.turn(until: "the first are read") {
        shop.turn()
        return read.count.load(ordering: .relaxed) == 10
      }
      try bench.turn(until: "all are read") {
        shop.turn()
        given += try kernel.give(Pattern.shared, from: given, upTo: total)
        return read.count.load(ordering: .relaxed) == total
      }
    }
  }

  @Test func `that lets go at once is closed behind what it wrote, however much that is`() throws {
    try Bench.run(.usual[0]) { bench in
      var options = ConnectionOptions()
      options.sendBuffer = 64 << 10
      let (id, kernel) = try bench.openedByKernel(options)
      let total = 1 << 20
      let shop = try Shop(bench, laneOctets: total) { connection in
        var written = 0
        while written < total {
          written += connection.write(Pattern.shared.piece(from: written, atMost: total - written).span.bytes)
        }
        return false
      }
      #expect(shop.give(id))
      var taken = 0
      try bench.turn(until: "the octets and the end") {
        shop.turn()
        taken += try kernel.take(Pattern.shared, from: taken)
        return kernel.isAtEnd && shop.count == 0
      }
      #expect(taken == total)
    }
  }

  @Test func `holds back a peer whose octets nobody reads, and no memory is taken for them`() throws {
    try Bench.run(.usual[0]) { bench in
      var options = ConnectionOptions()
      options.receiveBuffer = .fixed(64 << 10)
      let (id, kernel) = try bench.openedByKernel(options)
      let shop = try Shop(bench) { _ in true }
      #expect(shop.give(id))
      var given = 0
      try bench.turn(until: "the window closes") {
        shop.turn()
        given += try kernel.give(Pattern.shared, from: given, upTo: 100 << 20)
        return bench.driver.stack.tcp.information(id)?.receiveWindow == 0
      }
      #expect(bench.driver.stack.tcp.readable(id) > 0, "what does not fit the ring stays with TCP")
    }
  }

  @Test func `finds no place at a full desk, and none when the application is gone`() throws {
    try Bench.run(.usual[0]) { bench in
      let (first, _) = try bench.openedByKernel()
      let (second, _) = try bench.openedByStack()
      var desk = HandOverDesk(capacity: 1, wakingStack: {}, wakingApplication: {})
      let peer = TransportAddress(Bench.kernel, 1)
      let given = [desk.give(first, from: peer), desk.give(second, from: peer)]
      #expect(given == [true, false])
      do {
        guard var application = desk.pass.enter(), let offered = application.next() else {
          throw Missing()
        }
        let found = offered.peer
        #expect(found == peer)
        if desk.pass.enter() != nil { Issue.record("a second side") }
        if application.next() != nil { Issue.record("a second connection") }
      }
      let hasLeft = !desk.prepareToSleep()
      #expect(hasLeft, "the application let go")
      desk.turn(&bench.driver.stack.tcp, now: bench.now)
      let isQuiet = desk.prepareToSleep()
      #expect(isQuiet)
      let (isGiven, count) = (desk.give(second, from: peer), desk.count)
      #expect(!isGiven && count == 0, "the application is gone")
    }
  }

  @Test func `is found broken when the desk goes away`() throws {
    try Bench.run(.usual[0]) { bench in
      let (id, _) = try bench.openedByKernel()
      let pass: HandOverPass
      do {
        var desk = HandOverDesk(capacity: 1, wakingStack: {}, wakingApplication: {})
        pass = desk.pass
        guard desk.give(id, from: TransportAddress(Bench.kernel, 1)) else { throw Missing() }
      }
      guard var application = pass.enter(), var connection = application.next() else { throw Missing() }
      var result = TCP.ReadResult.nothing
      _ = [UInt8](capacity: 1) { result = connection.read(into: &$0) }
      let written = connection.write([1].span.bytes)
      #expect(result == .failed(.aborted) && written == 0)
    }
  }
}
