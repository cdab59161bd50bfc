internal import PacketCodec
internal import SocketKit

extension ARPExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    let frames = ARPFrame.all(in: seen.frames)
    return [
      asksAll(frames, seen), asksNothingBack(frames, seen), isConfirmed(frames, seen), isProbed(frames, seen),
      isMissed(frames, seen), isUnreachable(frames, seen), isAnnounced(frames, seen),
      .endedWithZero(["echo-server", "echo-client"], seen.endings),
    ]
  }

  /// What the client knew at a moment, and when that was by the wall clock.
  private struct Note {
    var time: Int64
    var mac: String
    var state: String

    var text: String { state.isEmpty ? "nothing" : [state, mac].filter { !$0.isEmpty }.joined(separator: " ") }
    func says(_ expected: Neighbor.State, _ hardware: MACAddress) -> Bool {
      state == expected.rawValue && mac == "\(hardware)"
    }
  }

  private static func note(_ moment: Moment, _ seen: Observation) -> Note {
    for entry in seen.timeline.events where entry.tool == Stage.neighborTable {
      guard case .told(let event) = entry.happening, event.text("moment") == moment.rawValue else { continue }
      return Note(
        time: entry.realtimeNanoseconds, mac: event.text("mac") ?? "", state: event.text("state") ?? "")
    }
    return Note(time: 0, mac: "", state: "not looked at")
  }

  /// The client's questions for the server between two moments.
  private static func questions(
    _ frames: [ARPFrame], from start: Moment, to end: Moment, _ seen: Observation
  ) -> [ARPFrame] {
    let times = note(start, seen).time ..< max(note(start, seen).time, note(end, seen).time)
    return frames.filter {
      $0.asks(for: server.address) && $0.packet.sender == client.address && times.contains($0.time)
    }
  }

  private static func text(_ frame: ARPFrame?) -> String {
    frame.map { "\($0.packet.operation == .request ? "question" : "answer") to \($0.station)" } ?? "none"
  }

  private static func number(_ frames: ARPFrame?...) -> [Evidence] {
    frames.compactMap(\.self).map { .frame($0.number) }
  }

  // MARK: While the station is there

  /// Source: RFC 826.
  private static func asksAll(_ frames: [ARPFrame], _ seen: Observation) -> Expectation {
    let question = frames.first { $0.asks(for: server.address) && $0.packet.sender == client.address }
    let answer = frames.first { frame in
      frame.packet.operation == .reply && frame.packet.sender == server.address
        && frame.number > question?.number ?? .max
    }
    let first = seen.conversations.first { $0.server == place }?.steps.first?.packetNumber ?? 0
    let (before, after) = (note(.before, seen), note(.answered, seen))
    return Expectation(
      "the first word to a station is a question to all, and the answer is for who asked",
      found: "\(before.text) before, \(text(question)), \(text(answer)), then \(after.text)",
      holds: question?.station == .broadcast && answer?.station == client.hardwareAddress
        && answer?.packet.senderHardware == server.hardwareAddress && answer?.number ?? .max < first
        && before.state.isEmpty && after.says(.reachable, server.hardwareAddress),
      evidence: number(question, answer))
  }

  /// Source: RFC 826.
  private static func asksNothingBack(_ frames: [ARPFrame], _ seen: Observation) -> Expectation {
    let end = note(.probed, seen).time
    let questions = frames.filter { $0.asks(for: client.address) && $0.time < end }
    let answers = seen.connections(to: place).flatMap { $0.conversation.steps(.toClient) }
    return Expectation(
      "who was asked knows by that who asks, and asks nothing back",
      found: "\(questions.count) questions for the client, \(answers.count) segments to it",
      holds: questions.isEmpty && !answers.isEmpty, evidence: questions.map { .frame($0.number) })
  }

  /// Source: RFC 1122 §2.3.2.1.
  private static func isConfirmed(_ frames: [ARPFrame], _ seen: Observation) -> Expectation {
    let questions = questions(frames, from: .aged, to: .confirmed, seen)
    let (before, after) = (note(.aged, seen), note(.confirmed, seen))
    return Expectation(
      "an acknowledgment proves as much as an answer: what was stale is believed again, and nobody is asked",
      found: "\(before.text), \(questions.count) questions, \(after.text)",
      holds: questions.isEmpty && before.says(.stale, server.hardwareAddress)
        && after.says(.reachable, server.hardwareAddress), evidence: questions.map { .frame($0.number) })
  }

  /// Source: RFC 1122 §2.3.2.1.
  private static func isProbed(_ frames: [ARPFrame], _ seen: Observation) -> Expectation {
    let questions = questions(frames, from: .agedAgain, to: .probed, seen)
    let (before, after) = (note(.agedAgain, seen), note(.probed, seen))
    let use = seen.frames.first { frame in
      frame.timestampNanoseconds > before.time && DecodedFrame(frame.octets.span.bytes).ipv4?.source == client.address
    }
    let wait = questions.first.flatMap { first in use.map { first.time - $0.timestampNanoseconds } } ?? 0
    return Expectation(
      "without one the station itself is asked, after \(delay) ms, and not all",
      found: "\(before.text), \(text(questions.first)) after \(Milliseconds.text(nanoseconds: wait)) ms, \(after.text)",
      holds: !questions.isEmpty && questions.allSatisfy { $0.station == server.hardwareAddress }
        && wait >= Int64(delay) * 1_000_000 - tolerance && before.says(.stale, server.hardwareAddress)
        && after.says(.reachable, server.hardwareAddress), evidence: number(questions.first))
  }

  // MARK: When it is not

  private static let second: Int64 = 1_000_000_000
  /// The kernel's timers count in its own ticks, of 10 ms at most.
  private static let tolerance: Int64 = 20_000_000
  /// What Linux asks, and RFC 1122 lets a host ask within three seconds.
  private static let mostQuestions = 3

  /// Source: RFC 1122 §2.3.2.1.
  private static func isMissed(_ frames: [ARPFrame], _ seen: Observation) -> Expectation {
    let questions = frames.filter { $0.asks(for: nobody) }
    let waits = zip(questions.dropFirst(), questions).map { $0.time - $1.time }
    let reached = seen.frames.count { DecodedFrame($0.octets.span.bytes).ipv4?.destination == nobody }
    return Expectation(
      "nobody is asked for \(mostQuestions) times, a second apart, and no SYN leaves",
      found: "\(questions.count) questions\(waits.map { ", \(Milliseconds.text(nanoseconds: $0)) ms" }.joined()), "
        + "\(reached) datagrams",
      holds: questions.count == mostQuestions && questions.allSatisfy { $0.station == .broadcast }
        && waits.allSatisfy { $0 >= second - tolerance } && reached == 0, evidence: questions.map { .frame($0.number) })
  }

  /// Source: RFC 1122 §2.3.2.2; RFC 9293 §3.9.2.2.
  private static func isUnreachable(_ frames: [ARPFrame], _ seen: Observation) -> Expectation {
    let failure = seen.told("failure", by: caller).first?.text("errno") ?? "no failure"
    let told = seen.timeline.events.first { entry in
      guard entry.tool == caller, case .told(let event) = entry.happening else { return false }
      return event.name == "failure"
    }?.realtimeNanoseconds
    let wait = frames.first { $0.asks(for: nobody) }.flatMap { first in told.map { $0 - first.time } } ?? 0
    let state = note(.missed, seen)
    return Expectation(
      "then connect fails: the host is unreachable",
      found: "\(failure) after \(Milliseconds.text(nanoseconds: wait)) ms, \(state.text)",
      holds: failure == "EHOSTUNREACH" && wait >= Int64(mostQuestions) * second - tolerance
        && state.state == Neighbor.State.failed.rawValue)
  }

  // MARK: When another takes its place

  /// Source: RFC 5227 §3, §4.
  private static func isAnnounced(_ frames: [ARPFrame], _ seen: Observation) -> Expectation {
    let word = frames.first {
      $0.packet.isAnnouncement && $0.packet.sender == server.address && $0.packet.senderHardware == successor
    }
    let questions = questions(frames, from: .probed, to: .moved, seen)
    let replies = seen.told("reply", by: "echo-client").count
    let after = note(.moved, seen)
    return Expectation(
      "an announcement is believed by who knew the address, unasked, and the connection goes on with another station",
      found: "\(word == nil ? "no announcement" : "announcement to \(word!.station)"), \(questions.count) questions, "
        + "\(after.text), \(replies) replies",
      holds: word?.station == .broadcast && questions.isEmpty && after.mac == "\(successor)" && replies == lines,
      evidence: number(word))
  }
}
