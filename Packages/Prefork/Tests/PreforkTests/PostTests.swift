import EventLoop
import Glibc
import SocketKit
import Testing

@testable import Prefork

/// What a master leaves, but from 500 on instead of 3, where the exit test has its own; for exit tests.
private struct Left: ~Copyable {
  let listener: ListeningSocket
  let pair: MessagePair
  let counters: SharedCounters

  init() throws {
    // Whole values first: a struct that owns cannot be left half made.
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let pair = try MessagePair()
    counters = try SharedCounters()
    self.listener = listener
    self.pair = pair
  }

  static let first: CInt = 500

  /// - Parameter numbers: what comes there; nil for what belongs there.
  func arrange(_ numbers: [CInt?] = [nil, nil, nil]) {
    let ours = [listener.descriptor.rawValue, pair.far.rawValue, counters.descriptor.rawValue]
    for (index, number) in zip(numbers, ours).map({ $0 ?? $1 }).enumerated() {
      let place = Self.first + CInt(index)
      #expect(dup2(number, place) == place)
    }
  }

  static func expectOpen() {
    for number in first ... first + 2 { #expect(fcntl(number, F_GETFD, 0) >= 0) }
  }
}

@Suite struct `A worker's post` {
  @Test func `is what its master left`() async {
    await #expect(processExitsWith: .success) {
      let left = try Left()
      left.arrange()
      var post = try Post("7", from: Left.first)
      let near = try left.pair.near.duplicate()
      #expect(post.station == 7)
      let listener = post.takeListener()
      #expect(listener.descriptor.rawValue == Left.first)
      #expect(post.next() == nil)
      Word.retire.say(on: near)
      #expect(post.next() == .retire)
      #expect(post.next() == nil)
      post.tellServing()
      post.askForRelief()
      guard case .word(.serving) = Word.hear(on: near), case .word(.relief) = Word.hear(on: near),
        case .nothing = Word.hear(on: near)
      else { throw Errno.invalidArgument }
    }
  }

  @Test(arguments: ["", "0", "-1", "x", "1x", " 1", "99999999999999999999"])
  func `is none for a variable that is no station`(value: String) async {
    await #expect(processExitsWith: .success) { [value = value as String] in
      let left = try Left()
      left.arrange()
      #expect(throws: Errno.invalidArgument) { _ = try Post(value, from: Left.first) }
      Left.expectOpen()
    }
  }

  @Test(arguments: 0 ..< 3)
  func `is none when one of the three is something else, and all stay open`(place: Int) async {
    await #expect(processExitsWith: .success) { [place = place as Int] in
      let left = try Left()
      let pipe = try Pipe()
      let connected = try StreamSocket(for: SocketAddress(.loopback, port: 0))
      let file = try FileDescriptor.open("/dev/null", .read)
      for other in [pipe.readEnd.rawValue, connected.descriptor.rawValue, file.rawValue] {
        var numbers: [CInt?] = [nil, nil, nil]
        numbers[place] = other
        left.arrange(numbers)
        #expect(throws: Errno.self) { _ = try Post("1", from: Left.first) }
        Left.expectOpen()
      }
    }
  }
}
