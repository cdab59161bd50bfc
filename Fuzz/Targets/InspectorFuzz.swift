import Inspect
import PacketCodec

/// Frames one behind another: link type, how long after the one before, length, octets.
enum InspectorFuzz {
  private static let limits = {
    var limits = Limits()
    (limits.flows, limits.sources, limits.services) = (8, 4, 4)
    (limits.stations, limits.datagrams, limits.matters) = (4, 4, 4)
    return limits
  }()
  private static let thresholds = Dictionary(
    uniqueKeysWithValues: Rule.allCases.map { ($0, Threshold(count: $0 == .portScan ? 2 : 1, seconds: 10)) })

  static func fault(of octets: [UInt8]) -> String? {
    var inspector = Inspector(thresholds: thresholds, limits: limits)
    var rest = octets[...]
    var now: Int64 = 0
    var frames = 0, flows = 0, alerts = 0
    func count(_ findings: [Finding]) {
      for finding in findings {
        switch finding {
        case .alert: alerts += 1
        case .flow: flows += 1
        case .full: break
        }
      }
    }
    while rest.count >= 4 {
      let head = Array(rest.prefix(4))
      let body = Array(rest.dropFirst(4).prefix(Int(head[2])))
      rest = rest.dropFirst(4 + body.count)
      // From nanoseconds back to centuries on.
      now = head[1] == 255 ? .max : head[1] == 254 ? .min : now &+ 1 << Int64(head[1] & 63)
      let link = FrameFuzz.links[Int(head[0]) % FrameFuzz.links.count]
      _ = inspector.receive(
        body.span.bytes, linkType: link, originalCount: body.count + Int(head[3] & 15), at: now)
      frames += 1
      count(inspector.takeFindings())
      guard inspector.flowCount <= limits.flows else { return "\(inspector.flowCount) flows" }
    }
    inspector.finish()
    count(inspector.takeFindings())
    let counters = inspector.counters
    guard inspector.flowCount == 0 else { return "\(inspector.flowCount) flows are left" }
    guard counters.frames == frames else { return "\(frames) frames, \(counters.frames) counted" }
    guard counters.alerts == alerts else { return "\(alerts) alarms, \(counters.alerts) counted" }
    guard flows <= counters.flows, counters.flows <= frames else {
      return "\(flows) flows told, \(counters.flows) counted, of \(frames) frames"
    }
    return nil
  }
}
