extension Graph {
  /// How many intervals a throughput is the mean over: enough for its shape, few enough that each has segments.
  private static let intervals = 50

  /// Octets a second, over fiftieths of the connection's time: sent, and acknowledged.
  static func throughput(_ trace: StreamTrace, title: String) -> Graph {
    let end = max(trace.transmissions.last?.time ?? 0, trace.answers.last?.time ?? 0)
    let width = max(end / Double(intervals), 1e-6)
    var sent = [Double](repeating: 0, count: intervals)
    var delivered = sent
    func interval(_ time: Double) -> Int { min(intervals - 1, max(0, Int((time / width).rounded(.down)))) }
    for transmission in trace.transmissions {
      sent[interval(transmission.time)] += Double(transmission.step.segment.payloadCount)
    }
    var acknowledged: Int64?
    for answer in trace.answers where answer.place > acknowledged ?? 0 {
      // The first acknowledges a SYN, or what passed before the capture began.
      if let acknowledged { delivered[interval(answer.time)] += Double(answer.place - acknowledged) }
      acknowledged = answer.place
    }
    func rates(_ octets: [Double]) -> [Mark] {
      guard octets.contains(where: { $0 > 0 }) else { return [] }
      return stairs((0 ... intervals).map { Point(x: Double($0) * width, y: $0 < intervals ? octets[$0] / width : 0) })
    }
    return Graph("throughput, \(title)", unit: "octets/s", [(.sent, rates(sent)), (.delivered, rates(delivered))])
  }

  /// Octets sent and not acknowledged, and the congestion window when somebody looked at it.
  static func flight(_ trace: StreamTrace, _ windows: [Point], title: String) -> Graph {
    var points: [Point] = []
    var (sent, acknowledged) = (Int64(0), Int64(0))
    var answers = trace.answers[...]
    func note(_ time: Double) { points.append(Point(x: time, y: Double(max(0, sent - acknowledged)))) }
    func take(before number: Int) {
      while let answer = answers.first, answer.step.packetNumber < number {
        acknowledged = max(acknowledged, answer.place)
        note(answer.time)
        answers.removeFirst()
      }
    }
    for transmission in trace.transmissions {
      take(before: transmission.step.packetNumber)
      // What passed before the capture began is in flight for nobody.
      if points.isEmpty { acknowledged = max(acknowledged, transmission.places.lowerBound) }
      sent = max(sent, transmission.places.upperBound)
      note(transmission.time)
    }
    take(before: .max)
    return Graph(
      "in flight, \(title)", unit: "octets", [(.flight, stairs(points)), (.congestionWindow, stairs(windows))])
  }

  /// Round trips, and the kernel's idea of them when somebody looked.
  static func roundTrips(_ trace: StreamTrace, _ smoothed: [Point], title: String) -> Graph {
    let samples = RoundTrips.samples(trace).map { Mark.point(Point(x: $0.time, y: $0.duration * 1e6)) }
    return Graph("round trips, \(title)", unit: "µs", [(.smoothed, stairs(smoothed)), (.sample, samples)])
  }
}
