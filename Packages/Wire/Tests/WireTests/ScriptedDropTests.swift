import PacketCodec
import Testing

@testable import Wire

@Suite("A script of drops")
struct ScriptedDropTests {
  private func lost(_ script: [String], _ frames: [([UInt8], LinkDirection)]) -> [Int] {
    var link = ImpairedLink(.with { $0.drops = script.map { ScriptedDrop($0)! } })
    return frames.indices.filter { link.offer(frames[$0].0, frames[$0].1).cause == .scripted }
  }

  private let stream = Stream()

  /// A connection's life: 0 SYN, 1 SYN ACK, 2 ACK, 3 … 6 data, 7 data of the server, 8 the second again, 9 the first
  /// again, 10 FIN, 11 FIN of the server, 12 FIN again, 13 ACK.
  private var life: [([UInt8], LinkDirection)] {
    let data = stream.data(4)
    return [
      (stream.syn, .forward), (stream.synAck, .backward), (stream.segment(), .forward), (data[0], .forward),
      (data[1], .forward), (data[2], .forward), (data[3], .forward), (stream.data(1, .backward)[0], .backward),
      (data[1], .forward), (data[0], .forward), (stream.segment(.forward, .finish, at: 4001), .forward),
      (stream.segment(.backward, .finish, at: 1001), .backward),
      (stream.segment(.forward, .finish, at: 4001), .forward),
      (stream.segment(.forward, at: 4002, acknowledging: 1002), .forward),
    ]
  }

  @Test(
    "hits what it names and nothing else",
    arguments: [
      ("data:3", [5]), ("data:1", [3, 7]), ("forward:data:1", [3]), ("backward:data:1", [7]), ("data:2:2", [8]),
      ("data:1:2", [9]), ("data:5", []), ("syn:1", [0, 1]), ("backward:syn:1", [1]), ("fin:1", [10, 11]),
      ("fin:1:2", [12]), ("ack:1", [2]), ("ack:2", [13]), ("rst:1", []), ("udp:1", []),
    ])
  func exactly(_ text: String, _ places: [Int]) {
    #expect(lost([text], life) == places)
  }

  @Test("may have many entries")
  func many() {
    #expect(lost(["data:2", "data:2:2", "forward:syn:1"], life) == [0, 4, 8])
  }

  @Test("counts for each connection, and for the link where there is none")
  func counts() {
    let other = Stream(ports: (9, 80))
    let frames = stream.data(3).map { ($0, LinkDirection.forward) } + other.data(3).map { ($0, .forward) }
    #expect(lost(["data:3"], frames) == [2, 5])
    let datagrams = [(Datagram.udp(octets: 1), LinkDirection.forward), (Datagram.arp, .forward)]
    #expect(lost(["udp:2", "arp:1"], datagrams + datagrams) == [1, 2])
  }

  @Test("hits a FIN that rides on data")
  func riding() {
    #expect(lost(["fin:1"], [(stream.segment(.forward, .finish, octets: 5), .forward)]) == [0])
  }

  @Test(
    "is read strictly",
    arguments: [
      "", "data", "data:", "data:0", "data:x", "data:-1", "data:1:0", "data:1:2:3", "syn:2", "fin:2", "ack:1:2",
      "sideways:data:1", "Data:1", "data:99999999999999999999", ":1", "forward:", "data:+1",
    ])
  func refused(_ text: String) {
    #expect(ScriptedDrop(text) == nil)
  }

  @Test("is written as it is read", arguments: ["data:3", "backward:data:3:2", "forward:syn:1", "icmp:7"])
  func written(_ text: String) {
    #expect(ScriptedDrop(text)?.description == text)
  }
}
