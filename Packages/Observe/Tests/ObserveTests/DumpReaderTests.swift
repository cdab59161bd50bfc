import SocketKit
import Testing

@testable import Observe

@Suite struct `A dump's datagrams` {
  private func read(
    _ script: NetlinkScript, limit: Int = 8
  ) throws(SocketDiagnosisError) -> (sockets: [SocketSnapshot], reader: DumpReader) {
    var reader = DumpReader(sequence: 1, limit: limit)
    var sockets: [SocketSnapshot] = []
    try reader.read(script.octets.span.bytes, into: &sockets)
    return (sockets, reader)
  }

  @Test func `give their sockets, and end with NLMSG_DONE`() throws {
    var script = NetlinkScript()
    script.socket()
    script.socket()
    #expect(try read(script).reader.isFinished == false)
    script.done()
    let (sockets, reader) = try read(script)
    #expect(sockets.count == 2)
    #expect(reader.isFinished && !reader.isInterrupted)
  }

  @Test func `of an earlier dump are passed over`() throws {
    var script = NetlinkScript()
    script.message(.done, sequence: 7)
    script.message(.error, sequence: 7)
    let (sockets, reader) = try read(script)
    #expect(sockets.isEmpty && !reader.isFinished)
  }

  @Test func `of an unknown kind are passed over`() throws {
    var script = NetlinkScript()
    script.message(.noop)
    script.message(.unknown, [1, 2, 3])
    script.done()
    #expect(try read(script).reader.isFinished)
  }

  @Test func `say when the table changed under the dump`() throws {
    var script = NetlinkScript()
    script.message(.done, flags: NetlinkScript.interrupted, [0, 0, 0, 0])
    #expect(try read(script).reader.isInterrupted)
  }

  @Test(arguments: [Int32(-1), -22, .min])
  func `carry an error as its number, in NLMSG_ERROR and in NLMSG_DONE`(number: Int32) {
    let expected = SocketDiagnosisError.refused(Errno(rawValue: 0 &- number))
    var error = NetlinkScript()
    error.message(.error, number.octets)
    #expect(throws: expected) { try read(error) }
    var done = NetlinkScript()
    done.done(number)
    #expect(throws: expected) { try read(done) }
  }

  @Test func `without room for an error's number are malformed`() {
    var script = NetlinkScript()
    script.message(.error, [0xFF])
    #expect(throws: SocketDiagnosisError.malformed(.errorNumber, at: 16)) { try read(script) }
  }

  @Test func `with an overrun are incomplete`() {
    var script = NetlinkScript()
    script.message(.overrun)
    #expect(throws: SocketDiagnosisError.incomplete) { try read(script) }
  }

  @Test func `with more sockets than the limit are too many`() throws {
    var script = NetlinkScript()
    for _ in 0 ..< 9 { script.socket() }
    #expect(throws: SocketDiagnosisError.tooMany) { try read(script) }
    #expect(try read(script, limit: 9).sockets.count == 9)
  }

  @Test(arguments: [0, 15, 17, 0x7FFF_FFFF, .max] as [UInt32])
  func `that lie about a message's length are malformed`(length: UInt32) {
    var script = NetlinkScript()
    script.socket()
    script.message(.noop, length: length)
    #expect(throws: SocketDiagnosisError.malformed(.messageLength, at: 88)) { try read(script) }
  }

  @Test func `cut anywhere are malformed, or end between two messages`() throws {
    var script = NetlinkScript()
    script.socket(attributes: [(.congestion, [0x61, 0x62, 0x63, 0])])
    let first = script.octets.count
    script.done()
    for length in 0 ..< script.octets.count {
      var cut = script
      cut.octets.removeSubrange(length...)
      if length == 0 || length == first {
        #expect(try read(cut).reader.isFinished == false)
      } else {
        #expect(throws: SocketDiagnosisError.malformed(.messageLength, at: length < first ? 0 : first)) {
          try read(cut)
        }
      }
    }
  }

  @Test(arguments: 0 ..< 16 as Range<UInt64>)
  func `with octets changed at random never trap, and give no more sockets than fit`(seed: UInt64) {
    var random = SplitMix(state: seed)
    var script = NetlinkScript()
    for _ in 0 ..< 4 {
      script.socket(attributes: [
        (.congestion, Array("cubic\0".utf8)), (.information, .init(repeating: 3, count: 248)),
      ])
    }
    script.done()
    for _ in 0 ..< 2000 {
      var hostile = script
      for _ in 0 ..< Int.random(in: 1 ... 8, using: &random) {
        hostile.octets[Int.random(in: hostile.octets.indices, using: &random)] = .random(in: 0 ... 255, using: &random)
      }
      if Bool.random(using: &random) { hostile.octets.removeLast(Int.random(in: 0 ... 400, using: &random)) }
      var reader = DumpReader(sequence: 1, limit: 1000)
      var sockets: [SocketSnapshot] = []
      try? reader.read(hostile.octets.span.bytes, into: &sockets)
      #expect(sockets.count <= hostile.octets.count / 88)
    }
  }
}

/// A generator that repeats with its seed.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
