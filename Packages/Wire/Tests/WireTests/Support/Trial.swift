@testable import Wire

extension ImpairedLink {
  /// One that does the same both ways.
  init(_ impairment: Impairment, seed: UInt64 = 1) {
    self.init(forward: impairment, backward: impairment, seed: seed)
  }

  @discardableResult
  mutating func offer(_ frame: [UInt8], _ direction: LinkDirection = .forward, now: Int64 = 0) -> Passage {
    offer(frame.span.bytes, direction, now: now)
  }

  /// When each frame arrives that is under way, and its octets.
  mutating func drain() -> [(arrival: Int64, frame: [UInt8], direction: LinkDirection)] {
    var arrived: [(Int64, [UInt8], LinkDirection)] = []
    while let deadline {
      while let (frame, direction) = take(now: deadline) { arrived.append((deadline, frame, direction)) }
    }
    return arrived
  }
}

extension Passage {
  var cause: DropCause? {
    if case .dropped(let cause) = fate { cause } else { nil }
  }

  var carriage: Carriage? {
    if case .carried(let carriage) = fate { carriage } else { nil }
  }
}

extension Impairment {
  /// One with something changed.
  static func with(_ change: (inout Impairment) -> Void) -> Impairment {
    var impairment = Impairment()
    change(&impairment)
    return impairment
  }
}

extension Lane {
  /// What becomes of new data segments of ten octets, one behind the other, at once.
  mutating func judge(segments count: Int) -> [Passage.Fate] {
    (1 ... count).map { number in
      let frame = FrameIdentity(
        direction: .forward, kind: .data, connection: 1, number: number, sequence: UInt32(number * 10 - 9), octets: 10)
      return judge(frame, octets: 64, hasRoom: true, now: 0)
    }
  }
}

extension Passage.Fate {
  var carriage: Passage.Carriage? {
    if case .carried(let carriage) = self { carriage } else { nil }
  }
}
