import PacketCodec
import SocketKit
import Testing
import ToolKit

@testable import LabKit

private let common = #""time":"2026-11-21T07:52:41Z","mono_ns":5,"tool":"t""#

private func event(_ members: String) -> TimelineEvent? { TimelineEvent(text: "{\(common),\(members)}") }

@Suite struct `A line that is no event` {
  @Test(arguments: [
    (#"{"time":"2026-11-21T07:52:41Z","tool":"t","event":"x"}"#, "mono_ns"),
    (#"{"time":"2026-11-21T07:52:41Z","mono_ns":"5","tool":"t","event":"x"}"#, "mono_ns"),
    (#"{"time":"2026-11-21T07:52:41Z","mono_ns":5.5,"tool":"t","event":"x"}"#, "mono_ns"),
    (#"{"time":"2026-11-21T07:52:41Z","mono_ns":9223372036854775808,"tool":"t","event":"x"}"#, "mono_ns"),
    (#"{"mono_ns":5,"tool":"t","event":"x"}"#, "time"),
    (#"{"time":"yesterday","mono_ns":5,"tool":"t","event":"x"}"#, "time"),
    (#"{"time":"2026-11-21T07:52:41Z","mono_ns":5,"tool":1,"event":"x"}"#, "tool"),
    (#"{"time":"2026-11-21T07:52:41Z","mono_ns":5,"tool":"t"}"#, "event"),
    (#"[]"#, "mono_ns"), (#"5"#, "mono_ns"),
  ])
  func `is told by the member it lacks`(line: String, member: String) {
    #expect(throws: TimelineEvent.DecodeError.member(member)) { try TimelineEvent(line: Array(line.utf8)) }
  }

  @Test(arguments: ["", " ", "{", "listening address=0.0.0.0", "{}{}", "\u{FEFF}{}"]) func `may not even be JSON`(
    line: String
  ) {
    #expect {
      try TimelineEvent(line: Array(line.utf8))
    } throws: { error in
      if case TimelineEvent.DecodeError.json = error { "\(error)".hasPrefix("not JSON: ") } else { false }
    }
  }
}

@Suite struct `An event that lacks something` {
  @Test(arguments: [
    #""event":"syscall""#, #""event":"syscall","name":5"#, #""event":"packet""#,
    #""event":"packet","number":0,"octets":5"#, #""event":"packet","number":1,"octets":-1"#,
    #""event":"transition","local":"10.0.0.1:1""#,
    #""event":"transition","local":"10.0.0.1:1","remote":"10.0.0.2:2","to":"DREAMING""#,
    #""event":"transition","local":"10.0.0.1:1","remote":"10.0.0.2:2","to":null"#,
    #""event":"descriptor","pid":1,"fd":2,"target":"x""#, #""event":"unheard-of""#,
  ])
  func `is kept as its tool told it`(members: String) {
    #expect(event(members)?.happening.plane == "tool")
  }

  @Test(arguments: [
    #""event":"syscall","name":null"#, #""event":"syscall","name":[1]"#,
    #""event":"descriptor","pid":1,"fd":2,"target":null,"change":"opened""#,
  ])
  func `stays a telling however often it is written and read`(members: String) throws {
    let told = try #require(event(members))
    #expect(TimelineEvent(text: told.line.json) == told)
  }

  @Test func `of a segment is still a packet`() {
    let packet = #""event":"packet","number":1,"octets":60,"source":"10.0.0.1:1","destination":"10.0.0.2:2","#
    let segment = #""flags":2,"seq":1,"ack":0,"win":5,"payload_octets":0,"opts":"""#
    func segmentCount(_ members: String) -> Int? {
      guard case .packet(let seen)? = event(members)?.happening else { return nil }
      return seen.segment?.sequenceCount
    }
    #expect(segmentCount(packet + segment) == 1)
    for (member, wrong) in [
      (#""flags":2"#, #""flags":-1"#), (#""flags":2"#, #""flags":65536"#), (#""seq":1"#, #""seq":4294967296"#),
      (#""win":5"#, #""win":65536"#), (#""payload_octets":0"#, #""payload_octets":4294967296"#),
      (#""payload_octets":0"#, #""payload_octets":-1"#), (#""opts":"""#, #""opts":"+f""#),
    ] {
      let members = packet + segment.replacing(member, with: wrong)
      #expect(event(members)?.happening.plane == "packet")
      #expect(segmentCount(members) == nil)
    }
    #expect(
      segmentCount(packet + segment.replacing(#""payload_octets":0"#, with: #""payload_octets":4294967295"#)) == 1 << 32
    )
  }

  @Test(arguments: [
    ("1.5", 1_500), ("0", 0), ("-5", 0), ("1e300", 86_400_000_000_000), ("\"5\"", 0), ("null", 0),
  ])
  func `of a call took no time, or a day at most`(duration: String, nanoseconds: Int64) {
    guard case .call(let call)? = event(#""event":"syscall","name":"x","duration_us":\#(duration)"#)?.happening else {
      Issue.record("no call")
      return
    }
    #expect(call.durationNanoseconds == nanoseconds)
  }

  @Test func `has the fields of its own in their order`() {
    let told = event(#""event":"x","plane":"tool","host":"h","b":1,"a":[1,{"c":null}],"b":2"#)
    #expect(told?.host == "h")
    #expect(
      told?.happening
        == .told(ToolEvent("x", [.integer("b", 1), .text("a", #"[1,{"c":null}]"#), .integer("b", 2)])))
  }
}

@Suite struct `A state that a stack in user space tells` {
  private func change(_ from: String, _ to: String) -> StateChange? {
    let ends = #""event":"state","local":"10.77.0.77:50000","remote":"10.77.0.2:7""#
    guard case .transition(let change)? = event(#"\#(ends),"from":"\#(from)","to":"\#(to)""#)?.happening else {
      return nil
    }
    return change
  }

  @Test func `stands beside those of the kernel's sockets`() throws {
    let seen = try #require(change("FIN_WAIT1", "TIME_WAIT"))
    #expect(seen.from == .finWait1 && seen.to == .timeWait)
    #expect("\(seen.local) \(seen.remote)" == "10.77.0.77:50000 10.77.0.2:7")
  }

  @Test func `is none when it is CLOSED`() throws {
    let (opened, closed) = (try #require(change("CLOSED", "SYN_SENT")), try #require(change("LAST_ACK", "CLOSED")))
    #expect(opened.from == nil && opened.to == .synSent)
    #expect(closed.from == .lastAck && closed.to == nil)
    #expect(change("CLOSED", "DREAMING") == nil)
  }

  @Test func `stays a telling without its ends`() {
    #expect(event(#""event":"state","from":"CLOSED","to":"SYN_SENT""#)?.happening.plane == "tool")
  }
}

@Suite struct `Mutated lines` {
  private static let script = EchoRun().script
  private static let lines: [[UInt8]] =
    (script.events + [
      .call("connect", on: 3, "10.77.0.2:8080", error: "EINPROGRESS"),
      .state(script.client, script.server, .established, .timeWait), .descriptor(7, "socket:[1]", isOpen: true),
      .told("reply", [.text("text", "hello"), Field("rtt_us", .real(0.25)), .flag("ok", true)]),
    ]).map { Array($0.line.json.utf8) }
  private static let pieces = [
    "-9223372036854775808", "9223372036854775807", "18446744073709551616", "-1", "0", "1e308", "null", "true", "[]",
    "{}", "\"\"", "\\u0000", "\"", ",", ":", "1678-01-01T00:00:00Z", "2261-12-31T23:59:59Z", "[::]:0", "syscall",
  ].map { Array($0.utf8) }

  private static func mutate(_ line: inout [UInt8], _ random: inout SplitMix) {
    guard !line.isEmpty else { return }
    let place = Int.random(in: 0 ..< line.count, using: &random)
    switch Int.random(in: 0 ..< 5, using: &random) {
    case 0: line[place] ^= 1 << UInt8.random(in: 0 ..< 8, using: &random)
    case 1: line.remove(at: place)
    case 2: line.insert(contentsOf: random.one(of: pieces), at: place)
    case 3: line.removeSubrange(place...)
    default: replaceValue(in: &line, behind: place, with: random.one(of: pieces))
    }
  }

  /// Puts something else between a colon and the comma behind it: what a file of another making may say.
  private static func replaceValue(in line: inout [UInt8], behind place: Int, with piece: [UInt8]) {
    guard let colon = line[place...].firstIndex(of: UInt8(ascii: ":")),
      let comma = line[colon...].firstIndex(of: UInt8(ascii: ","))
    else { return }
    line.replaceSubrange(colon + 1 ..< comma, with: piece)
  }

  @Test(arguments: 1 ... 40) func `never trap, and what they say is the same when read again`(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var events: [TimelineEvent] = []
    for _ in 0 ..< 400 {
      var line = random.one(of: Self.lines)
      for _ in 0 ..< Int.random(in: 1 ... 3, using: &random) { Self.mutate(&line, &random) }
      guard let event = try? TimelineEvent(line: line) else { continue }
      let written = event.line.json
      let again = TimelineEvent(text: written)
      #expect(again?.line.json == written, "from \(String(decoding: line, as: UTF8.self))")
      events.append(event)
    }
    #expect(events.count > 40)
    let timeline = Timeline(merging: events)
    for conversation in ConversationTable(timeline.events).conversations {
      _ = LadderText().lines(Ladder(of: conversation, in: timeline))
      _ = StepComment.all(of: conversation)
      _ = Expectation.finFollows("shutdown", .toServer, conversation, timeline)
      _ = Expectation.handshake(conversation)
    }
    _ = ClockOffset(of: events)
  }
}
