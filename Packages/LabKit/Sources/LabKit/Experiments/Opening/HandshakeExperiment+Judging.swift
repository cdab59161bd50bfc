internal import PacketCodec
internal import SocketKit

extension HandshakeExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    let places = Round.allCases.map { ($0, seen.place(ofConnectionBy: $0.caller)) }
    let missing = places.filter { $0.1 == nil }.map(\.0.rawValue)
    guard missing.isEmpty else {
      return [
        Expectation(
          "each round has its connection", found: "none where \(missing.joined(separator: ", "))", holds: false)
      ]
    }
    let connections = Dictionary(uniqueKeysWithValues: places.map { ($0.0, seen.conversations[$0.1!]) })
    let whole = connections[.whole]!
    var judged: [Expectation] = [.handshake(whole)]
    judged += fields(Array(whole.steps.prefix(3)))
    judged.append(ownNumbers(Array(connections.values)))
    for round in Round.allCases { judged += judge(round, connections[round]!, seen) }
    let tools = Round.allCases.flatMap { [$0.caller, $0.wire] } + [tool]
    return judged + [everyLine(seen), .endedWithZero(tools, seen.endings)]
  }

  private static func judge(_ round: Round, _ conversation: Conversation, _ seen: Observation) -> [Expectation] {
    let judged =
      switch round {
      case .whole: [Expectation]()
      case .first: [again(conversation, .toServer), serverKnows(nothing: true, conversation, seen)]
      case .second: [eitherTimer(conversation), serverKnows(nothing: false, conversation, seen)]
      case .third: [dataOpens(conversation, seen)]
      case .silence: [again(conversation, .toClient), halfOpen(conversation, seen), acknowledgesAgain(conversation)]
      }
    return judged.map { $0.when(round.rawValue) }
  }

  /// The first retransmission of a SYN comes after a second (RFC 6298 §2.1), less what a look at two clocks may err by.
  static let firstTimeout: Int64 = 950_000_000
}

// MARK: - The fields

extension HandshakeExperiment {
  private static func fields(_ opening: [ConversationStep]) -> [Expectation] {
    guard opening.count == 3 else { return [] }
    let headers = opening.map(\.segment.header)
    let judged = [asks(headers[0]), answers(headers[1], headers[0]), confirms(headers[2], headers)]
    return zip(judged, opening).map { expectation, step in
      Expectation(expectation.claim, found: expectation.found, holds: expectation.holds, evidence: [step.evidence])
    } + [offers(headers)]
  }

  private static func asks(_ header: TCPHeader) -> Expectation {
    Expectation(
      "the SYN names a number and acknowledges none",
      found: "\(SegmentLabel.flags(header.flags)) seq \(header.sequence), acknowledgment field "
        + "\(header.acknowledgmentField), urgent pointer \(header.urgentPointer), header of \(header.encodedCount) octets",
      holds: header.flags == .synchronize && header.acknowledgmentField.rawValue == 0 && header.urgentPointer == 0)
  }

  /// A SYN takes a number, as an octet does: that is how it can be acknowledged.
  ///
  /// Source: RFC 9293 §3.4, §3.5.
  private static func answers(_ header: TCPHeader, _ question: TCPHeader) -> Expectation {
    Expectation(
      "the SYN ACK acknowledges that number and one, and names one of its own",
      found: "\(SegmentLabel.flags(header.flags)) seq \(header.sequence) ack \(header.acknowledgmentField)",
      holds: header.flags == [.synchronize, .acknowledgment] && header.acknowledgment == question.sequence + 1
        && header.sourcePort == question.destinationPort && header.destinationPort == question.sourcePort)
  }

  private static func confirms(_ header: TCPHeader, _ headers: [TCPHeader]) -> Expectation {
    Expectation(
      "the ACK takes no number: it stands where the first octet will",
      found: "\(SegmentLabel.flags(header.flags)) seq \(header.sequence) ack \(header.acknowledgmentField)",
      holds: header.flags == .acknowledgment && header.sequence == headers[0].sequence + 1
        && header.acknowledgment == headers[1].sequence + 1)
  }

  /// Both SYNs offer the same four things; behind them only timestamps are left, and the window is in other units.
  ///
  /// Source: RFC 9293 §3.7.1; RFC 7323 §2.2, §3.2; RFC 2018 §2.
  private static func offers(_ headers: [TCPHeader]) -> Expectation {
    let offered = headers[..<2].map(\.options)
    let times = headers.map(\.options.timestamps)
    let isEchoed =
      times[0]?.echoReply == 0 && times[1]?.echoReply == times[0]?.value && times[2]?.echoReply == times[1]?.value
    let third = headers[2].options
    let scaled = Int(headers[2].window) << Int(offered[0].windowScale ?? 0)
    return Expectation(
      "both SYNs offer a longest segment, a scale, SACK and timestamps; then only timestamps go on, each echoed",
      found: zip(headers, offered).map { header, options in
        "mss \(options.maximumSegmentSize ?? 0) ws \(options.windowScale ?? 0) win \(header.window)"
      }.joined(separator: "; ") + "; win \(headers[2].window), which is \(scaled) octets",
      holds: isEchoed && third.windowScale == nil && third.maximumSegmentSize == nil
        && offered.allSatisfy {
          $0.maximumSegmentSize == 1460 && $0.windowScale != nil && $0.isSelectiveAcknowledgmentPermitted
        })
  }

  /// Source: RFC 9293 §3.4.1; RFC 6528 §3.
  private static func ownNumbers(_ conversations: [Conversation]) -> Expectation {
    let openings = conversations.flatMap(\.steps).filter { $0.has(.synchronize) }
    let numbers = Set(openings.map(\.segment.header.sequence))
    return Expectation(
      "each direction of each connection begins at a number of its own",
      found: "\(numbers.count) numbers in \(conversations.count) connections",
      holds: numbers.count == 2 * conversations.count)
  }
}

// MARK: - The losses

extension HandshakeExperiment {
  /// Source: RFC 6298 §2.1; RFC 9293 §3.8.1.
  private static func again(_ conversation: Conversation, _ direction: Direction) -> Expectation {
    let what = direction == .toServer ? "the SYN" : "the SYN ACK"
    let sent = conversation.steps(direction).filter { $0.has(.synchronize) }
    let wait =
      sent.count < 2 ? nil : Milliseconds.distance(from: sent[0].monotonicNanoseconds, to: sent[1].monotonicNanoseconds)
    return Expectation(
      "\(what) is sent again, a second later and with the same number",
      found: wait.map { "\(sent.count) times, the second after \(Milliseconds.text(nanoseconds: $0)) ms" }
        ?? "\(sent.count) times",
      holds: wait ?? 0 >= firstTimeout && Set(sent.map(\.segment.header.sequence)).count == 1,
      evidence: sent.map(\.evidence))
  }

  /// Two timers of a second run now, and either mends it: the client sends the SYN again, or the server the SYN ACK.
  ///
  /// Source: RFC 6298 §2.1; RFC 9293 §3.8.1.
  private static func eitherTimer(_ conversation: Conversation) -> Expectation {
    let sent = conversation.steps(.toServer).filter { $0.has(.synchronize) }
    let answer = conversation.steps(.toClient).first { $0.has(.synchronize) }
    let wait = sent.first.flatMap { first in
      answer.map { Milliseconds.distance(from: first.monotonicNanoseconds, to: $0.monotonicNanoseconds) }
    }
    return Expectation(
      "both sides have a timer of a second, and either brings the SYN ACK",
      found: "SYN sent \(sent.count) times, the SYN ACK comes after \(wait.map(Milliseconds.text) ?? "no") ms",
      holds: wait ?? 0 >= firstTimeout, evidence: (sent + [answer].compactMap(\.self)).map(\.evidence))
  }

  /// Both losses look the same from the client's end; the server's kernel knows the difference.
  private static func serverKnows(nothing: Bool, _ conversation: Conversation, _ seen: Observation) -> Expectation {
    let waited = seen.time(of: conversation.client, toward: place, in: .synSent) ?? 0
    let known = seen.time(of: place, toward: conversation.client, in: .synReceived) ?? 0
    let both =
      "\(Milliseconds.text(nanoseconds: waited)) ms in SYN_SENT here, "
      + "\(Milliseconds.text(nanoseconds: known)) ms in SYN_RECV there"
    // The states are looked at each millisecond, and less often on a machine under load.
    return nothing
      ? Expectation(
        "meanwhile the server knows nothing of it", found: both,
        holds: waited >= lookedTimeout && known < lookedTimeout / 2)
      : Expectation(
        "meanwhile the server waits in SYN_RECV", found: both, holds: waited >= lookedTimeout && known >= lookedTimeout)
  }

  private static let lookedTimeout: Int64 = 800_000_000

  /// Each segment behind the first carries an acknowledgment, and the first that comes will do.
  private static func dataOpens(_ conversation: Conversation, _ seen: Observation) -> Expectation {
    let lost = seen.told("dropped", by: Round.third.wire)
    let answers = conversation.steps(.toClient).filter { $0.has(.synchronize) }
    let first = conversation.steps(.toServer).first { $0.segment.payloadCount > 0 }
    return Expectation(
      "it costs nothing: the first octets acknowledge as well",
      found: "\(lost.count) lost, \(answers.count) SYN ACK, then \(first.map(SegmentLabel.brief) ?? "no octets")",
      holds: lost.map { $0.text("kind") } == ["ack"] && answers.count == 1 && first?.acknowledgment == 1,
      evidence: [first?.evidence].compactMap(\.self))
  }

  private static func halfOpen(_ conversation: Conversation, _ seen: Observation) -> Expectation {
    let known = seen.time(of: place, toward: conversation.client, in: .synReceived) ?? 0
    let opened = seen.moments(of: "connected", by: Round.silence.caller).first
    let second = conversation.steps(.toClient).filter { $0.has(.synchronize) }.dropFirst().first?.monotonicNanoseconds
    let ahead = opened.flatMap { opened in second.map { Milliseconds.distance(from: opened, to: $0) } }
    return Expectation(
      "meanwhile the client has a connection and the server has none: it waits in SYN_RECV",
      found: "\(Milliseconds.text(nanoseconds: known)) ms in SYN_RECV; the client's connect returned "
        + "\(ahead.map(Milliseconds.text) ?? "no") ms before the second SYN ACK",
      holds: known >= lookedTimeout && ahead ?? 0 > lookedTimeout / 2)
  }

  /// Source: RFC 9293 §3.10.7.4: a segment that is not acceptable is answered by an acknowledgment.
  private static func acknowledgesAgain(_ conversation: Conversation) -> Expectation {
    let answers = conversation.steps.indices.filter {
      conversation.steps[$0].direction == .toClient && conversation.steps[$0].has(.synchronize)
    }
    let reply = answers.count > 1 ? conversation.steps[(answers[1] + 1)...].first { $0.direction == .toServer } : nil
    return Expectation(
      "the client answers the second SYN ACK with the ACK that was lost",
      found: reply.map(SegmentLabel.brief) ?? "no answer",
      holds: reply.map { $0.sequence == 1 && $0.acknowledgment == 1 && $0.segment.sequenceCount == 0 } ?? false,
      evidence: [reply?.evidence].compactMap(\.self))
  }

  private static func everyLine(_ seen: Observation) -> Expectation {
    let served = Round.allCases.filter { round in
      seen.told("reply", by: round.caller).map { $0.text("text") } == [line]
    }
    return Expectation(
      "each connection opens in the end, and carries a line there and back",
      found: "\(served.count) of \(Round.allCases.count) did", holds: served.count == Round.allCases.count)
  }
}
