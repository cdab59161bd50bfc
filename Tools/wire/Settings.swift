import ToolKit
import Wire

/// What the command line decides.
struct Settings {
  var delay = Both<Int64>(0)
  var jitter = Both<Int64>(0)
  /// Bits a second; nil for no limit.
  var rate = Both<Int?>(nil)
  var queueOctets = 256 << 10
  var queueFrames = 1000
  var loss = Both(Probability.never)
  var burst = Both<BurstLoss?>(nil)
  var reorder = Both(Probability.never)
  var holdBack = Both<Int64>(5_000_000)
  var duplicate = Both(Probability.never)
  var corrupt = Both(Probability.never)
  /// Octets behind the Ethernet header; nil for any.
  var maximumTransmissionUnit: Int?
  var drops: [String] = []
  /// nil for one that is drawn.
  var seed: Int?

  /// What happens in one direction.
  func impairment(_ direction: LinkDirection) throws(Failure) -> Impairment {
    var impairment = Impairment()
    impairment.delay = delay[direction]
    impairment.jitter = jitter[direction]
    impairment.bottleneck = rate[direction].flatMap {
      Bottleneck(bitsPerSecond: $0, queueOctets: queueOctets, queueFrames: queueFrames)
    }
    impairment.loss = loss[direction]
    impairment.bursts = burst[direction]
    impairment.reorder = reorder[direction]
    impairment.holdBack = holdBack[direction]
    impairment.duplicate = duplicate[direction]
    impairment.corrupt = corrupt[direction]
    impairment.maximumTransmissionUnit = maximumTransmissionUnit
    impairment.drops = try script()
    return impairment
  }

  private func script() throws(Failure) -> [ScriptedDrop] {
    guard drops.count <= Impairment.scriptMax else {
      throw Failure(.usage, "--drop: given \(drops.count) times: at most \(Impairment.scriptMax)")
    }
    var script: [ScriptedDrop] = []
    for text in drops {
      guard let drop = ScriptedDrop(text) else {
        let kinds = FrameKind.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(
          .usage,
          "--drop '\(text)': must be [forward:|backward:]KIND:NUMBER[:TRANSMISSION], both from 1 on, the kind one of "
            + "\(kinds); syn and fin have the number 1, and only data, syn and fin further transmissions")
      }
      script.append(drop)
    }
    return script
  }
}
