import PacketCodec
import SocketKit
import ToolKit
import UStack
import UStackLink
import UStackTool

/// What the link is asked and told, until all of it is answered.
struct Inquiry: ~Copyable {
  /// Between the two announcements of RFC 5227 §2.3 and behind them: who objects does so at once.
  private static let announcing = Interval.milliseconds(2500)

  private var host: StackHost
  private let destination: IPv4Address?
  private let report: Report
  /// How long objections to the announcements are waited for; nil when nothing is announced.
  private let announcedBy: Instant?
  private let isProbing: Bool
  private var isAnswered: Bool
  private var status = ExitStatus.done

  init(_ settings: Settings, _ report: Report) throws(Failure) {
    var host = try StackHost(settings.stack, claim: try settings.claim(), report)
    let now = StackDriver.now
    if let destination = settings.destination { _ = host.driver.stack.ask(who: destination, now: now) }
    destination = settings.destination
    announcedBy = settings.announces ? now + Self.announcing : nil
    isProbing = settings.probes
    isAnswered = settings.destination == nil && !settings.probes
    self.host = host
    self.report = report
  }

  /// Asks, listens and tells.
  ///
  /// - Returns: `.negative` when nobody answered, or somebody objected.
  mutating func run() throws(Failure) -> ExitStatus {
    while host.stops == 0, !isAnswered || isAnnouncing {
      try host.turn(until: announcedBy?.nanoseconds)
      while let event = host.driver.stack.nextEvent() { take(event) }
    }
    try host.flush()
    if announcedBy != nil, status == .done {
      report.result("announced", [.text("address", host.address.address), .text("mac", host.station)])
    }
    if !isProbing { tellCache() }
    return isAnswered ? status : .negative
  }

  private var isAnnouncing: Bool { announcedBy.map { StackDriver.now < $0 } ?? false }

  private mutating func take(_ event: StackEvent) {
    switch event {
    case .neighborFound(let address, let station, let wait) where address == destination:
      isAnswered = true
      report.result(
        "reply",
        [.text("address", address), .text("mac", station), .microseconds("rtt_us", nanoseconds: wait.nanoseconds)])
    case .neighborMissing(let address) where address == destination:
      refuse("missing", [.text("address", address)])
    case .addressClaimed where isProbing:
      isAnswered = true
      report.result("free", [.text("address", host.address.address)])
    case .addressLost(let station), .addressDefended(let station):
      refuse("conflict", [.text("address", host.address.address), .text("mac", station)])
    default: break
    }
  }

  private mutating func refuse(_ event: String, _ fields: [Field]) {
    isAnswered = true
    status = .negative
    report.result(event, fields)
  }

  private func tellCache() {
    let known = host.driver.stack.neighbors(now: StackDriver.now)
    for neighbor in known.sorted(by: { $0.address.rawValue < $1.address.rawValue }) {
      report.event(
        "cached",
        [
          .text("address", neighbor.address), .text("mac", neighbor.hardware),
          .microseconds("age_us", nanoseconds: neighbor.age.nanoseconds),
        ])
    }
  }
}
