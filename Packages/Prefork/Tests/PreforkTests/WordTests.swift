import SocketKit
import Testing

@testable import Prefork

@Suite struct `Between master and worker` {
  private static func heard(on channel: borrowing FileDescriptor) -> [Word] {
    var words: [Word] = []
    while case .word(let word) = Word.hear(on: channel) { words.append(word) }
    return words
  }

  @Test func `words come in their order`() throws {
    let pair = try MessagePair()
    for word in [Word.serving, .relief, .retire, .serving] { word.say(on: pair.near) }
    #expect(Self.heard(on: pair.far) == [.serving, .relief, .retire, .serving])
  }

  @Test func `what is no word is passed over`() throws {
    let pair = try MessagePair()
    for octets in [[0], [0xFF, 0x53], [0x53, 0xFF]] as [[UInt8]] { _ = try pair.near.write(octets.span.bytes) }
    Word.retire.say(on: pair.near)
    // The longer message is cut to its first octet, which is all that is looked at.
    #expect(Self.heard(on: pair.far) == [.serving, .retire])
  }

  @Test func `an end is heard after the last word`() throws {
    let pair = try MessagePair()
    Word.serving.say(on: pair.far)
    let near = pair.intoNear()
    #expect(Self.heard(on: near) == [.serving])
    guard case .end = Word.hear(on: near) else { throw Errno.invalidArgument }
  }

  @Test func `what nobody listens to is lost, and a full channel stops nobody`() throws {
    let pair = try MessagePair()
    for _ in 0 ..< 100_000 { Word.serving.say(on: pair.far) }
    #expect(!Self.heard(on: pair.near).isEmpty)
    Signal.ignoreBrokenPipe()
    let near = pair.intoNear()
    Word.retire.say(on: near)
  }
}

@Suite struct `What a worker did` {
  @Test func `is seen by its master, and added up`() throws {
    let counters = try SharedCounters()
    #expect(WorkerTally(counters) == WorkerTally())
    var tally = WorkerTally()
    (tally.open, tally.accepted, tally.refused, tally.octets) = (1, 2, 3, 4)
    tally.publish(in: counters)
    #expect(WorkerTally(counters) == tally)
    var sum = tally
    sum += tally
    #expect([sum.open, sum.accepted, sum.refused, sum.octets] == [2, 4, 6, 8])
  }
}
