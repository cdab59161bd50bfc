internal import PacketCodec

extension WordsExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    let (loop, threads) = (words(inBlocksOf: .loop, seen), words(inBlocksOf: .threads, seen))
    let callers = Model.allCases.flatMap { model in (1 ... rounds).map { model.client($0) } }
    return [
      cutWord(seen), joinedWords(seen), farewell(seen), othersGoOn(seen), isAcknowledged(loop), isReadLate(loop),
      isAnsweredLate(loop), isAnsweredMeanwhile(threads),
      .endedWithZero(["word-server", "loop", "threads", "talker", "newcomer"] + callers, seen.endings),
    ]
  }

  private static func cutWord(_ seen: Observation) -> Expectation {
    let exchange = seen.exchanges(by: "talker").first
    var isApart = false
    var evidence = exchange?.evidence ?? []
    if let exchange, exchange.said.count == 2, let place = seen.place(ofConnectionBy: "talker") {
      let (first, second) = (exchange.said[0].step, exchange.said[1].step)
      let end = first.sequence + Int64(first.segment.sequenceCount)
      let conversation = seen.conversations[place]
      let acknowledgment = conversation.steps(.toClient).first { step in
        (first.packetNumber ..< second.packetNumber).contains(step.packetNumber) && step.acknowledgment == end
      }
      let read = seen.firstRead(from: conversation.client, by: "word-server")
      let moment = read.map { seen.timeline.events[$0].monotonicNanoseconds } ?? .max
      isApart = acknowledgment != nil && moment < second.monotonicNanoseconds
      evidence += [acknowledgment?.evidence, read.map { .event($0) }].compactMap(\.self)
    }
    return Expectation(
      "a word in two segments, the first acknowledged and read alone, is one word",
      found: exchange.map { "\($0.text)\(isApart ? "" : "; no ACK or no read in between")" } ?? "nobody spoke",
      holds: isApart && exchange?.question == ["hel", #"lo\n"#] && exchange?.answer == #"server: Hi\n"#,
      evidence: evidence)
  }

  private static func joinedWords(_ seen: Observation) -> Expectation {
    let exchange = seen.exchanges(by: "talker").first { $0.question == [#"hi ping\n"#] }
    return Expectation(
      "two words in one segment are two words", found: exchange?.text ?? "no segment had two",
      holds: exchange?.answer == #"server: Hello\nserver: Pong\n"#, evidence: exchange?.evidence ?? [])
  }

  private static func farewell(_ seen: Observation) -> Expectation {
    let exchange = seen.exchanges(by: "leaver").first
    let place = seen.place(ofConnectionBy: "leaver")
    let fin = place.flatMap { seen.conversations[$0].firstFinish }
    return Expectation(
      "exit is answered, and then the server closes that connection",
      found: "\(exchange?.text ?? "nobody spoke"), \(fin.map { "FIN from \($0.segment.source)" } ?? "no FIN") first",
      holds: exchange?.question == [#"exit\n"#] && exchange?.answer == #"server: Bye\n"#
        && fin?.direction == .toClient, evidence: (exchange?.evidence ?? []) + [fin].compactMap { $0?.evidence })
  }

  private static func othersGoOn(_ seen: Observation) -> Expectation {
    let fin = seen.place(ofConnectionBy: "leaver").flatMap { seen.conversations[$0].firstFinish }
    func exchange(_ tool: String, _ word: String) -> Exchange? {
      seen.exchanges(by: tool).first { exchange in
        guard let fin, let said = exchange.said.first else { return false }
        return exchange.question == [word] && said.step.packetNumber > fin.packetNumber
      }
    }
    let exchanges = [exchange("talker", #"foo\n"#), exchange("newcomer", #"hi\n"#)]
    let answers = exchanges.map { $0?.answer }
    let found = zip(["who was there", "who comes afterwards"], answers).map { who, answer in
      "\(who) gets \(answer.map { "\"\($0)\"" } ?? "nothing")"
    }
    return Expectation(
      "and no other: the server goes on serving", found: found.joined(separator: ", "),
      holds: answers == [#"server: Bar\n"#, #"server: Hello\n"#],
      evidence: exchanges.flatMap { $0?.evidence ?? [] })
  }
}

// MARK: - A server that computes

extension WordsExperiment {
  private static func isAcknowledged(_ words: [BlockedWord]) -> Expectation {
    judge(
      "a word that comes while the loop computes is acknowledged meanwhile, by the kernel", words, \.acknowledged
    ) { $1 < $0.blockEnd }
  }

  private static func isReadLate(_ words: [BlockedWord]) -> Expectation {
    judge("the loop reads it when it has done computing", words, \.read) { $1 > $0.blockEnd }
  }

  private static func isAnsweredLate(_ words: [BlockedWord]) -> Expectation {
    judge("so the reply leaves after that", words, \.answered) { $1 > $0.blockEnd }
  }

  /// In time for all, and for the quickest in a quarter of the block: the machine may be busy once, not always.
  private static func isAnsweredMeanwhile(_ words: [BlockedWord]) -> Expectation {
    let quarter = Int64(block / .nanoseconds(4))
    let quickest = words.compactMap { word in
      word.answered.map { Milliseconds.distance(from: word.sent, to: $0) }
    }.min()
    var expectation = judge("with a thread for each, it is answered meanwhile", words, \.answered) { $1 < $0.blockEnd }
    if quickest ?? .max > quarter { expectation.holds = false }
    return expectation
  }

  private static func judge(
    _ claim: String, _ words: [BlockedWord], _ moment: KeyPath<BlockedWord, Int64?>,
    _ isRight: (BlockedWord, Int64) -> Bool
  ) -> Expectation {
    let found = words.map { word in
      guard let moment = word[keyPath: moment] else { return "never" }
      let (after, rest) = (
        Milliseconds.distance(from: word.sent, to: moment), Milliseconds.distance(from: moment, to: word.blockEnd)
      )
      let side = rest > 0 ? "before" : "after"
      return "\(Milliseconds.text(nanoseconds: after)) ms later, "
        + "\(Milliseconds.text(nanoseconds: abs(rest))) ms \(side) the end"
    }
    return Expectation(
      claim, found: found.isEmpty ? "no word came meanwhile" : found.joined(separator: "; "),
      holds: !words.isEmpty && words.allSatisfy { word in word[keyPath: moment].map { isRight(word, $0) } ?? false },
      evidence: words.flatMap(\.evidence))
  }
}
