internal import PacketCodec
internal import SocketKit

extension BlockedLoopExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    Model.allCases.flatMap { model in
      let scene = Scene(model, seen)
      let common = [isSpoken(scene), isAnswered(model, scene, seen)]
      let own =
        switch model {
        case .loop: [isSilent(scene), isAcknowledged(scene), allWait(scene)]
        case .threads: [allGoOn(scene), fewWait(scene)]
        }
      return (common + own).map { $0.when(model.rawValue) }
    } + [.endedWithZero(Model.allCases.flatMap { [$0.server, $0.client] }, seen.endings)]
  }

  /// What was said while the server computed.
  private struct Scene {
    /// When it began and ended to compute.
    var blocks: [ClosedRange<Int64>]
    /// The words, by connection.
    var words: [[AskedWord]]

    init(_ model: Model, _ seen: Observation) {
      let starts = seen.moments(of: "blocking", by: model.server)
      let ends = seen.moments(of: "unblocked", by: model.server)
      blocks = zip(starts, ends).filter { $0 < $1 }.map { $0 ... $1 }
      words = seen.connections(to: model.place).map { connection in
        AskedWord.all(in: connection.conversation, octets: word.utf8.count, replyOctets: reply.utf8.count)
      }
    }

    /// The block that a moment lies in.
    func block(at time: Int64) -> ClosedRange<Int64>? { blocks.first { $0.contains(time) } }

    /// The words of each connection that came in the first half of a block: in time to be answered in it.
    var early: [[(word: AskedWord, end: Int64)]] {
      words.map { words in
        words.compactMap { word in
          let time = word.sent.monotonicNanoseconds
          guard let block = block(at: time), time < block.lowerBound / 2 + block.upperBound / 2 else { return nil }
          return (word, block.upperBound)
        }
      }
    }

    /// How many of these each connection had answered before the end. The reply to one that came before the block may be
    /// captured in it: frames wait for a busy kernel.
    var answeredInTime: [Int] {
      early.map { words in words.count { $0.word.answered.map(\.monotonicNanoseconds) ?? .max < $0.end } }
    }

    /// Whether there is anything to judge: words of all connections, in blocks.
    var isWhole: Bool { words.count == connections && early.allSatisfy { !$0.isEmpty } }
  }

  private static func isSpoken(_ scene: Scene) -> Expectation {
    let counts = scene.words.map(\.count)
    return Expectation(
      "\(connections) connections speak", found: "\(counts.count) connections, \(list(counts)) words",
      holds: counts.count == connections && counts.allSatisfy { $0 > 0 })
  }

  private static func isAnswered(_ model: Model, _ scene: Scene, _ seen: Observation) -> Expectation {
    let summary = seen.told("summary", by: model.client).last
    let (sent, replied) = (summary?.integer("sent") ?? -1, summary?.integer("replied") ?? -1)
    return Expectation(
      "in the end every word is answered", found: "\(sent) sent, \(replied) replied",
      holds: sent > 0 && sent == replied && scene.words.allSatisfy { $0.allSatisfy { $0.answered != nil } })
  }

  // MARK: One loop

  private static func isSilent(_ scene: Scene) -> Expectation {
    let answered = scene.answeredInTime
    return Expectation(
      "while it computes nobody is answered, on any connection",
      found: "\(scene.blocks.count) blocks, \(list(scene.early.map(\.count))) words early in them, "
        + "\(list(answered)) answered in them", holds: scene.isWhole && answered.allSatisfy { $0 == 0 })
  }

  /// Source: RFC 9293 §3.8.6.3; RFC 5681 §4.2.
  private static func isAcknowledged(_ scene: Scene) -> Expectation {
    let early = scene.early.flatMap(\.self)
    let inTime = early.filter { entry in entry.word.acknowledged.map { $0.monotonicNanoseconds < entry.end } ?? false }
    return Expectation(
      "meanwhile the kernel acknowledges what came, so that no peer notices",
      found: "\(inTime.count) of \(early.count) before the end", holds: scene.isWhole && inTime.count == early.count,
      evidence: early.first.map { [$0.word.sent, $0.word.acknowledged] }.map(frames) ?? [])
  }

  private static func allWait(_ scene: Scene) -> Expectation {
    let waits = scene.early.map { $0.compactMap(\.word.wait).max() ?? 0 }
    let longest = scene.early.flatMap(\.self).max { $0.word.wait ?? 0 < $1.word.wait ?? 0 }?.word
    let half = Int64(block / .nanoseconds(2))
    return Expectation(
      "each connection waits until the computing is over",
      found: "\(waits.map { Milliseconds.text(nanoseconds: $0) }.joined(separator: ", ")) ms",
      holds: scene.isWhole && waits.allSatisfy { $0 >= half },
      evidence: longest.map { frames([$0.sent, $0.answered]) } ?? [])
  }

  // MARK: A thread each

  private static func allGoOn(_ scene: Scene) -> Expectation {
    let answered = scene.answeredInTime
    return Expectation(
      "while another thread computes, every connection is answered",
      found: "\(scene.blocks.count) blocks, \(list(scene.early.map(\.count))) words early in them, "
        + "\(list(answered)) answered in them", holds: scene.isWhole && answered.allSatisfy { $0 > 0 })
  }

  /// A machine under load may hold up some; it cannot hold up most for the length of a block.
  private static func fewWait(_ scene: Scene) -> Expectation {
    let early = scene.early.flatMap(\.self)
    let late = early.filter { entry in (entry.word.answered?.monotonicNanoseconds ?? .max) >= entry.end }
    return Expectation(
      "few words wait for the end of it", found: "\(late.count) of \(early.count)",
      holds: scene.isWhole && late.count * 2 < early.count)
  }

  private static func list(_ numbers: [Int]) -> String { numbers.map { "\($0)" }.joined(separator: " ") }

  private static func frames(_ steps: [ConversationStep?]) -> [Evidence] {
    steps.compactMap(\.self).map { .frame($0.packetNumber) }
  }
}
