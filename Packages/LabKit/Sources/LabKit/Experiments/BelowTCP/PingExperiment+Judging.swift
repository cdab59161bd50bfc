internal import PacketCodec
internal import SocketKit

extension PingExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    let frames = EchoFrame.all(in: seen.frames)
    return [
      kernelIsAnswered(frames, seen), stackIsAnswered(frames, seen), asAskedFor(frames), inPieces(frames, seen),
      notInPieces(frames, seen), askedFor(seen), givenUp(seen), .endedWithZero(["gotcp-tcpserver"], seen.endings),
    ]
  }

  /// Whole requests from one to another, each with how often it was answered.
  private static func requests(
    _ frames: [EchoFrame], from source: IPv4Address, to destination: IPv4Address
  ) -> [(request: EchoFrame, answers: Int, evidence: [Evidence])] {
    let requests = frames.filter { $0.isRequest && $0.header.source == source && $0.header.destination == destination }
    return requests.map { request in
      let answers = frames.filter { $0.answers(request) }
      return (request, answers.count, ([request] + answers).map(\.evidence))
    }
  }

  private static func kernelIsAnswered(_ frames: [EchoFrame], _ seen: Observation) -> Expectation {
    let asked = requests(frames, from: server.address, to: stack)
    let ending = seen.endings["ping"] ?? nil
    return Expectation(
      "the stack gives each echo of the kernel back, once",
      found: "\(asked.count) asked, answered \(list(asked.map(\.answers))); ping \(Expectation.text(ending))",
      holds: asked.map(\.answers) == Array(repeating: 1, count: count) && ending == .exited(0),
      evidence: asked.flatMap(\.evidence))
  }

  private static func stackIsAnswered(_ frames: [EchoFrame], _ seen: Observation) -> Expectation {
    let asked = requests(frames, from: stack, to: server.address)
    let replies = seen.told("reply", by: Label.short)
    return Expectation(
      "the kernel gives each echo of the stack back, once",
      found: "\(asked.count) asked, answered \(list(asked.map(\.answers))); told \(replies.count)",
      holds: asked.map(\.answers) == Array(repeating: 1, count: count) && replies.count == count
        && (seen.endings[Label.short] ?? nil) == .exited(0),
      evidence: asked.flatMap(\.evidence) + seen.timeline.evidence(told: "reply", by: Label.short))
  }

  private static func asAskedFor(_ frames: [EchoFrame]) -> Expectation {
    let asked = requests(frames, from: stack, to: server.address).map(\.request)
    let headers = asked.map(\.header)
    let lives = Set(headers.map { Int($0.timeToLive) })
    let lengths = Set(headers.map { Int($0.totalCount) })
    let isWhole = headers.allSatisfy(\.fragment.isFragmentationForbidden)
    // IPv4's header and ICMP's stand before the octets.
    let length = 20 + ICMPHeader.encodedCount + short
    return Expectation(
      "the stack's questions are as they were asked for: \(timeToLive) hops, \(length) octets, not to be cut",
      found: "hops \(list(lives.sorted())), octets \(list(lengths.sorted())), DF \(isWhole ? "set" : "not set")",
      holds: lives == [timeToLive] && lengths == [length] && isWhole, evidence: asked.map(\.evidence))
  }

  private static func inPieces(_ frames: [EchoFrame], _ seen: Observation) -> Expectation {
    let pieces = frames.filter { $0.header.source == stack && $0.header.fragment.isFragment }
    let numbers = Set(pieces.map(\.header.identification))
    let octets = pieces.map { Int($0.header.totalCount) - $0.header.headerCount }
    let isWhole = pieces.last?.header.fragment.hasMoreFragments == false
    let reply = seen.told("reply", by: Label.pieces).first?.integer("octets")
    let whole = ICMPHeader.encodedCount + long
    return Expectation(
      "\(whole) octets go in pieces with one number, and come back whole",
      found: "\(list(octets)) octets, \(numbers.count) number, \(reply ?? 0) came back",
      holds: octets.count > 1 && octets.reduce(0, +) == whole && numbers.count == 1 && isWhole && reply == whole,
      evidence: pieces.map(\.evidence) + seen.timeline.evidence(told: "reply", by: Label.pieces))
  }

  private static func notInPieces(_ frames: [EchoFrame], _ seen: Observation) -> Expectation {
    let errors = seen.told("error", by: Label.whole).compactMap { $0.text("type") }
    let ending = seen.endings[Label.whole] ?? nil
    let cut = frames.filter { $0.header.source == stack && $0.header.fragment.isFragment }
    let numbers = Set(cut.map(\.header.identification)).count
    let time = time(to: "summary", by: Label.whole, seen)
    return Expectation(
      "the same may not be cut: nothing leaves, and that is said at once",
      found: "\(errors.first ?? "nothing said"), over after \(text(time)), \(Expectation.text(ending)); "
        + "\(numbers) datagram in pieces in all",
      holds: errors.count == 1 && ending == .exited(1) && numbers == 1 && (time ?? .max) < second,
      evidence: seen.timeline.evidence(told: "error", by: Label.whole) + cut.map(\.evidence))
  }

  /// From when a tool's stack stood to what it told then.
  private static func time(to event: String, by tool: String, _ seen: Observation) -> Int64? {
    guard let start = seen.moments(of: "stack", by: tool).first, let end = seen.moments(of: event, by: tool).first
    else { return nil }
    return Milliseconds.distance(from: start, to: end)
  }

  private static func text(_ time: Int64?) -> String {
    time.map { "\(Milliseconds.text(nanoseconds: $0)) ms" } ?? "no time"
  }

  /// Questions for the address that nobody has, by the wall clock.
  private static func questions(_ seen: Observation) -> [(time: Int64, evidence: Evidence)] {
    seen.frames.enumerated().compactMap { index, frame in
      guard case .arp(let packet) = DecodedFrame(frame.octets.span.bytes).network, packet.operation == .request,
        packet.target == nobody
      else { return nil }
      return (frame.timestampNanoseconds, .frame(index + 1))
    }
  }

  private static func askedFor(_ seen: Observation) -> Expectation {
    let questions = questions(seen)
    let times = questions.map(\.time)
    let waits = zip(times.dropFirst(), times).map { $0 - $1 }
    let reached = EchoFrame.all(in: seen.frames).count { $0.header.destination == nobody }
    return Expectation(
      "who has an address that nobody has is asked \(mostQuestions) times, a second apart, and no echo leaves",
      found: "\(times.count) questions\(waits.map { ", \(Milliseconds.text(nanoseconds: $0)) ms" }.joined()), "
        + "\(reached) echoes",
      holds: times.count == mostQuestions && waits.allSatisfy { $0 >= second - tolerance } && reached == 0,
      evidence: questions.map(\.evidence))
  }

  /// RFC 1122 §2.3.2.1 lets no more than one a second go; three tell a station that is there from one that is not.
  private static let mostQuestions = 3
  private static let second: Int64 = 1_000_000_000
  /// A frame leaves some time after its timer, once more, once less.
  private static let tolerance: Int64 = 50_000_000

  private static func givenUp(_ seen: Observation) -> Expectation {
    let error = seen.told("error", by: Label.nobody).first
    let ending = seen.endings[Label.nobody] ?? nil
    let wait = time(to: "error", by: Label.nobody, seen)
    return Expectation(
      "then the stack itself says that the host is unreachable, and the answer is no",
      found: "\(error?.text("type") ?? "nothing said") from \(error?.text("from") ?? "nobody"), after \(text(wait)), "
        + Expectation.text(ending),
      holds: error?.text("from") == "\(stack)" && error?.text("type")?.contains("unreachable") == true
        && ending == .exited(1) && (wait ?? .max) < 5 * second,
      evidence: seen.timeline.evidence(told: "error", by: Label.nobody))
  }

  private static func list(_ numbers: [Int]) -> String {
    numbers.isEmpty ? "none" : numbers.map { "\($0)" }.joined(separator: ", ")
  }
}
