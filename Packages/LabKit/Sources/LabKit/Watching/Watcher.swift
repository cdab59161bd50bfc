internal import PacketCodec
internal import SocketKit
internal import ToolKit

/// Follows a run for a screen, and shows it some twenty times a second.
final class Watcher {
  private let wire: LiveWire
  private let left: MACAddress
  private let show: (WatchScene) -> Void
  private var scene: WatchScene
  private var table = ConversationTable([])
  private var segments = 0
  private var taken = 0
  private var told: [Int] = []
  private var nextShow: Int64 = 0

  /// Fast enough for an eye.
  private static let interval: Int64 = 50_000_000
  /// Segments whose numbers are counted from one beginning. Behind them counting begins anew, or a long transfer would be
  /// kept whole, only to be shown.
  private static let segmentsMax = 20_000

  /// - Parameter interface: of the first host, on which the wire is seen.
  init(
    _ title: String, question: String, _ network: LabNetwork, interface: String,
    show: @escaping (WatchScene) -> Void
  ) throws(Failure) {
    wire = try LiveWire(of: network.first, interface: interface)
    left = network.first.plan.hardwareAddress
    self.show = show
    scene = WatchScene(
      title: title, question: question, began: Timestamp.monotonicNow, hosts: network.hosts.map { ($0.name, []) })
  }

  /// Takes what happened since, and shows it when it is time.
  ///
  /// - Parameters:
  ///   - sampled: all that was sampled so far.
  ///   - tools: all that each tool told so far.
  ///   - isOver: whether nothing more will come.
  func look(_ sampled: [TimelineEvent], _ tools: [[TimelineEvent]], isOver: Bool = false) {
    for frame in wire.look() { take(frame) }
    let now = Timestamp.monotonicNow
    guard isOver || now >= nextShow else { return }
    nextShow = now + Self.interval
    for event in sampled[taken...] { scene.take(event) }
    taken = sampled.count
    for (index, events) in tools.enumerated() {
      if index == told.count { told.append(0) }
      for event in events[told[index]...] { scene.take(event) }
      told[index] = events.count
    }
    show(scene)
  }

  private func take(_ frame: LiveWire.Frame) {
    if segments == Self.segmentsMax { (table, segments) = (ConversationTable([]), 0) }
    segments += 1
    let step = table.append(frame.packet, at: frame.time)
    let arrow = step.map(LadderLine.Arrow.init)
    scene.take(
      WatchScene.Passage(
        time: frame.time, isFromFirst: frame.source == left, text: arrow?.text ?? frame.packet.text,
        isRemarkable: arrow.map { !$0.marks.isEmpty || $0.isReset } ?? false))
  }
}
