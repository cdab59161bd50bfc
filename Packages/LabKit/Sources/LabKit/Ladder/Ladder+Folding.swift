internal import PacketCodec

extension Ladder {
  /// What pictures fold beyond: a reader sees the pattern of a transfer in so many segments.
  public static let foldDefault = 16
  /// What stays of a run at each of its ends.
  static let foldEdge = 3
  /// Calls that only move a transfer's octets.
  static let transferCalls: Set<String> = [
    "read", "readv", "recv", "recvfrom", "recvmsg", "send", "sendfile", "sendmsg", "sendto", "write", "writev",
  ]

  /// The same ladder with long transfers folded: of a run of rows without anything remarkable, its ends stay, and one
  /// row stands for the rest. A mark, a flag that opens or closes, a state or a failed call ends a run.
  ///
  /// - Parameter segments: the most segments in a run that stays as it is; less than 1 folds nothing.
  public func folded(beyond segments: Int = foldDefault) -> Ladder {
    guard segments > 0 else { return self }
    var folded = self
    folded.rows = []
    var run: [Row] = []
    for row in rows {
      if row.isRoutine {
        run.append(row)
      } else {
        folded.rows += Self.fold(run, beyond: segments) + [row]
        run = []
      }
    }
    folded.rows += Self.fold(run, beyond: segments)
    return folded
  }

  private static func fold(_ run: [Row], beyond segments: Int) -> [Row] {
    let middle = run.dropFirst(foldEdge).dropLast(foldEdge)
    guard run.count(where: \.isSegment) > segments, middle.count > 1, let first = middle.first else { return run }
    let fold = Row(monotonicNanoseconds: first.monotonicNanoseconds, content: .fold(LadderFold(middle)))
    return run.prefix(foldEdge) + [fold] + run.suffix(foldEdge)
  }
}

extension Ladder.Row {
  fileprivate var isSegment: Bool { if case .segment = content { true } else { false } }

  fileprivate var isRoutine: Bool {
    switch content {
    case .segment(let step):
      step.marks.isEmpty && step.segment.header.flags.subtracting([.acknowledgment, .push]).isEmpty
    case .call(_, let call): call.error == nil && call.result > 0 && Ladder.transferCalls.contains(call.name)
    case .state, .fold: false
    }
  }
}

extension LadderFold {
  /// What these rows hold.
  fileprivate init(_ rows: some Sequence<Ladder.Row>) {
    for row in rows {
      evidence += row.evidence
      switch row.content {
      case .segment(let step) where step.direction == .toServer: toServer.add(step)
      case .segment(let step): toClient.add(step)
      case .call: calls += 1
      case .state, .fold: break
      }
    }
  }
}

extension LadderFold.Load {
  fileprivate mutating func add(_ step: ConversationStep) {
    segments += 1
    octets += step.segment.payloadCount
  }
}
